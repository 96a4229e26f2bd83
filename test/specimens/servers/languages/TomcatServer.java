// Tomcat in a program of its own, and how it stops by its first argument: none; stop; or pause, as Spring Boot's graceful shutdown does.
import java.util.concurrent.TimeUnit;
import java.util.logging.*;
import org.apache.catalina.Container;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.*;
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
    // Spring Boot's, too: Tomcat lets go of a port before its end only where it took it at its start.
    if (args[0].equals("pause")) connector.setProperty("bindOnInit", "false");
    tomcat.setConnector(connector);
    var context = (StandardContext) tomcat.addContext("", null);
    Tomcat.addServlet(context, "routes", new Routes());
    context.addServletMappingDecoded("/*", "routes");
    if (!args[0].equals("none")) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(tomcat, connector, context, args[0].equals("pause"))));
    }
    tomcat.start();
    tomcat.getServer().await();
  }

  static void stop(Tomcat tomcat, Connector connector, StandardContext context, boolean pause) {
    try {
      if (pause) {
        connector.pause();
        connector.getProtocolHandler().closeServerSocketGraceful();
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
        while (isActive(context) && System.nanoTime() < limit) Thread.sleep(50);
      }
      tomcat.stop();
    } catch (Exception error) {
      throw new IllegalStateException(error);
    }
  }

  /** Is a servlet still at work? Spring Boot asks the same (GracefulShutdown.java). */
  static boolean isActive(StandardContext context) {
    if (context.getInProgressAsyncCount() > 0) return true;
    for (Container servlet : context.findChildren()) {
      if (((StandardWrapper) servlet).getCountAllocated() > 0) return true;
    }
    return false;
  }
}
