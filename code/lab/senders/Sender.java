// A sender: java Sender.java WARM ORDER METHOD COUNT KIND [PATIENCE], as sender.mjs.
import java.net.*;
import java.net.http.*;
import java.util.*;
import java.util.concurrent.*;

public class Sender {
  static HttpClient client;

  static String old(String url, String method) throws Exception {
    var connection = (HttpURLConnection) new URL(url).openConnection(Proxy.NO_PROXY);
    connection.setRequestMethod(method);
    if (method.equals("POST")) {
      connection.setDoOutput(true);
      try (var body = connection.getOutputStream()) {
        body.write("hello".getBytes());
      }
    }
    try (var page = connection.getInputStream()) {
      return new String(page.readAllBytes());
    }
  }

  static String now(String url, String method) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(url));
    if (method.equals("POST")) request.POST(HttpRequest.BodyPublishers.ofString("hello"));
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  static List<String> all(String url, String method, int count, boolean old) throws Exception {
    var pool = Executors.newFixedThreadPool(count);
    var tasks = new ArrayList<Callable<String>>();
    for (int n = 0; n < count; n++) {
      var own = url.replace("#", "" + n);
      tasks.add(
          () -> {
            try {
              return old ? old(own, method) : now(own, method);
            } catch (Exception error) {
              return error.getClass().getSimpleName();
            }
          });
    }
    var seen = new ArrayList<String>();
    for (var each : pool.invokeAll(tasks)) seen.add(each.get());
    pool.shutdown();
    return seen;
  }

  public static void main(String[] args) throws Exception {
    int count = Integer.parseInt(args[3]);
    boolean old = args[4].equals("HttpURLConnection");
    System.setProperty("http.maxConnections", "" + count);
    if (args.length > 5) {
      String seconds = "" + Integer.parseInt(args[5]) / 1000;
      System.setProperty("jdk.httpclient.keepalive.timeout", seconds);
      System.setProperty("http.keepAlive.time.server", seconds);
    }
    client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    all(args[0], "GET", count, old);
    System.out.println("ready");
    if (new Scanner(System.in).hasNextLine()) {
      var told = new StringJoiner(",", "[", "]");
      for (var each : all(args[1], args[2], count, old))
        told.add("\"" + each.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"");
      System.out.println(told);
    }
    System.exit(0);
  }
}
