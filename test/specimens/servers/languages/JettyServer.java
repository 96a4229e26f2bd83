// Jetty, and how it stops by its first argument: none; plain, its own hook; or graceful, which needs a handler that counts.
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;

public class JettyServer {
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(System.getenv("PORT")));
    server.addConnector(connector);
    ServletContextHandler routes = new ServletContextHandler();
    routes.addServlet(new ServletHolder(new Routes()), "/*");
    server.setHandler(routes);
    if (!args[0].equals("none")) server.setStopAtShutdown(true);
    if (args[0].equals("graceful")) {
      StatisticsHandler counting = new StatisticsHandler();
      counting.setHandler(routes);
      server.setHandler(counting);
      server.setStopTimeout(6000);
    }
    server.start();
  }
}
