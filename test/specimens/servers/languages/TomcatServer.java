// Tomcat in a program of its own, and how it stops by its first argument: none; stop; or pause, as Spring Boot's graceful shutdown does.
import java.util.concurrent.*;
import java.util.logging.*;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

public class TomcatServer {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("user.dir"));
    Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(Integer.parseInt(System.getenv("PORT")));
    connector.setMaxPostSize(-1);
    tomcat.setConnector(connector);
    var context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "routes", new Routes());
    context.addServletMappingDecoded("/*", "routes");
    if (!args[0].equals("none")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat, connector, args[0].equals("pause"))));
    }
    tomcat.start();
    tomcat.getServer().await();
  }

  static void stop(Tomcat tomcat, Connector connector, boolean pause) {
    try {
      if (pause) {
        connector.pause();
        connector.getProtocolHandler().closeServerSocketGraceful();
        var working = (ThreadPoolExecutor) connector.getProtocolHandler().getExecutor();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        while (working.getActiveCount() > 0 && System.nanoTime() < limit) Thread.sleep(50);
      }
      tomcat.stop();
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }
}
