// com.sun.net.httpserver, which a hook stops: none, or so many seconds at most for what is in progress.
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.*;
import java.util.concurrent.Executors;

public class JdkServer {
  static final byte[] HELLO = ("hello from " + ProcessHandle.current().pid() + "\n").getBytes();
  static final Path COUNT = Path.of(System.getenv("COUNT"));

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(System.getenv("PORT"));
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", exchange -> {
      try { answer(exchange); } catch (InterruptedException interrupted) { exchange.close(); }
    });
    if (!args[0].equals("none"))
      Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(Integer.parseInt(args[0]))));
    server.start();
  }

  static void answer(HttpExchange exchange) throws IOException, InterruptedException {
    switch (exchange.getRequestURI().getPath()) {
      case "/slow" -> { Thread.sleep(1500); whole(exchange, HELLO); }
      case "/big" -> whole(exchange, new byte[20_000_000]);
      case "/upload" -> whole(exchange, (exchange.getRequestBody().readAllBytes().length + " bytes\n").getBytes());
      case "/stream" -> drip(exchange, "text/plain", "part\n", 9, 180);
      case "/sse" -> drip(exchange, "text/event-stream", "data: tick\n\n", -1, 250);
      case "/count" -> {
        if (exchange.getRequestMethod().equals("POST")) Files.writeString(COUNT, ".", StandardOpenOption.APPEND);
        whole(exchange, (Files.size(COUNT) + "\n").getBytes());
      }
      default -> whole(exchange, HELLO);
    }
  }

  static void whole(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static void drip(HttpExchange exchange, String type, String part, int times, int pause)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    for (; times != 0; times--) { out.write(part.getBytes()); out.flush(); Thread.sleep(pause); }
    exchange.close();
  }
}
