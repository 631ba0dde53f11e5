package dialtone.exporter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Takes batches as the real server does: in order, each position once, refusing those with {@code poison} in them. */
final class ReceivingServer implements AutoCloseable {
    static final String SECRET = "open-sesame";

    private static final Pattern POSITION = Pattern.compile("\"position\":(\\d+)");
    private static final Pattern LAST = Pattern.compile("\"lastPosition\":(\\d+)");

    final List<Long> taken = new CopyOnWriteArrayList<>();
    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();
    final List<String> rejected = new CopyOnWriteArrayList<>();
    final List<Integer> answers = new CopyOnWriteArrayList<>();
    volatile int failWith;

    private final HttpServer http;
    private long position = -1;

    ReceivingServer(int port) throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        http.createContext("/exporter/v1/records", exchange -> answer(exchange, this::take));
        http.createContext("/exporter/v1/rejected", exchange -> answer(exchange, this::note));
        http.start();
    }

    int port() {
        return http.getAddress().getPort();
    }

    private interface Handler {
        int handle(String body);
    }

    private synchronized void answer(HttpExchange exchange, Handler handler) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status;
        if (!SECRET.equals(exchange.getRequestHeaders().getFirst(ServerCall.SECRET_HEADER))) {
            status = 401;
        } else {
            status = failWith != 0 ? failWith : handler.handle(body);
        }
        answers.add(status);
        byte[] json = ("{\"position\":" + position + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private int take(String body) {
        if (body.contains("poison")) {
            return 422;
        }
        List<Long> positions = new ArrayList<>(
                POSITION.matcher(body).results().map(ReceivingServer::number).toList());
        batchSizes.add(positions.size());
        positions.removeIf(known -> known <= position);
        taken.addAll(positions);
        position = Math.max(
                position,
                LAST.matcher(body)
                        .results()
                        .map(ReceivingServer::number)
                        .findFirst()
                        .orElseThrow());
        return 200;
    }

    private int note(String body) {
        rejected.add(body);
        position = Math.max(
                position,
                POSITION.matcher(body)
                        .results()
                        .map(ReceivingServer::number)
                        .findFirst()
                        .orElseThrow());
        return 200;
    }

    private static long number(MatchResult match) {
        return Long.parseLong(match.group(1));
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
