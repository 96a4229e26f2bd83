// The routes as a servlet: javax's for Jetty 9, jakarta's for Tomcat 10, by the line that imports it.
import ${EXTRA}.servlet.http.*;
import java.io.IOException;
import java.nio.file.*;

public class Routes extends HttpServlet {
  static final byte[] HELLO = ("hello from " + ProcessHandle.current().pid() + "\n").getBytes();
  static final Path COUNT = Path.of(System.getenv("COUNT"));

  @Override protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      switch (request.getRequestURI()) {
        case "/slow" -> { Thread.sleep(1500); whole(response, HELLO); }
        case "/big" -> whole(response, new byte[20_000_000]);
        case "/upload" -> whole(response, (request.getInputStream().readAllBytes().length + " bytes\n").getBytes());
        case "/stream" -> drip(response, "text/plain", "part\n", 9, 180);
        case "/sse" -> drip(response, "text/event-stream", "data: tick\n\n", -1, 250);
        case "/count" -> {
          if (request.getMethod().equals("POST")) Files.writeString(COUNT, ".", StandardOpenOption.APPEND);
          whole(response, (Files.size(COUNT) + "\n").getBytes());
        }
        default -> whole(response, HELLO);
      }
    } catch (InterruptedException interrupted) {
      throw new IOException(interrupted);
    }
  }

  static void whole(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  static void drip(HttpServletResponse response, String type, String part, int times, int pause)
      throws IOException, InterruptedException {
    response.setContentType(type);
    for (; times != 0; times--) {
      response.getOutputStream().write(part.getBytes());
      response.flushBuffer();
      Thread.sleep(pause);
    }
  }
}
