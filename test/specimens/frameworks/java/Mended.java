// No connection outlives its answer, and stop(3) waits three seconds at most for those in progress.
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

public class Mended {
  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> {
      try {
        if (exchange.getRequestURI().getPath().equals("/slow")) Thread.sleep(1500);
      } catch (InterruptedException interrupted) { }
      exchange.getResponseHeaders().set("Connection", "close");
      byte[] hello = "hello\n".getBytes();
      exchange.sendResponseHeaders(200, hello.length);
      exchange.getResponseBody().write(hello);
      exchange.close();
    });
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(3)));
    server.start();
  }
}
