package dialtone.exporter;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * What the broker's configuration says under {@code args}. Names are read without regard to case, because the broker
 * hands over arguments that came from environment variables in lower case.
 *
 * @param server        base address, such as {@code http://127.0.0.1:8080}; argument {@code url}, required
 * @param secret        shared with the server; argument {@code secret}, required
 * @param batchSize     records in one request, 1 to {@value #MAX_BATCH_SIZE}; argument {@code batchSize}
 * @param flushInterval how long a record waits for company, 1 ms to 60 s; argument {@code flushMillis}
 * @param maxBatchBytes body of one request, 1 KiB to 8 MiB; a single larger record still goes, alone; argument
 *                      {@code maxBatchBytes}
 */
record ExporterSettings(URI server, String secret, int batchSize, Duration flushInterval, int maxBatchBytes) {

    /** The server takes a batch in one transaction, which is to stay well below its timeout. */
    static final int MAX_BATCH_SIZE = 5_000;

    /** WildFly refuses bodies above 10 MiB. */
    static final int MAX_BATCH_BYTES = 8 * 1024 * 1024;

    private static final int MIN_BATCH_BYTES = 1024;

    /** Of several hundred records that an order makes, a second of a busy partition. */
    private static final int DEFAULT_BATCH_SIZE = 2_000;

    private static final int DEFAULT_BATCH_BYTES = 1024 * 1024;

    /**
     * Each batch is a request and a transaction, and what begins and ends within one is written once. Who looks at a diagram sees what has
     * happened within a second.
     */
    private static final int DEFAULT_FLUSH_MILLIS = 500;

    private static final int MAX_FLUSH_MILLIS = 60_000;

    /** @throws IllegalArgumentException naming the argument that is missing or out of range */
    static ExporterSettings of(Map<String, Object> arguments) {
        URI server = URI.create(text(arguments, "url"));
        if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme())) {
            throw new IllegalArgumentException("Exporter argument url is not an http or https address: " + server);
        }
        return new ExporterSettings(
                server,
                text(arguments, "secret"),
                number(arguments, "batchSize", DEFAULT_BATCH_SIZE, 1, MAX_BATCH_SIZE),
                Duration.ofMillis(number(arguments, "flushMillis", DEFAULT_FLUSH_MILLIS, 1, MAX_FLUSH_MILLIS)),
                number(arguments, "maxBatchBytes", DEFAULT_BATCH_BYTES, MIN_BATCH_BYTES, MAX_BATCH_BYTES));
    }

    private static String text(Map<String, Object> arguments, String name) {
        String value = find(arguments, name);
        if (value.isBlank()) {
            throw new IllegalArgumentException("Exporter argument " + name + " is missing");
        }
        return value;
    }

    private static int number(Map<String, Object> arguments, String name, int otherwise, int min, int max) {
        String text = find(arguments, name);
        if (text.isBlank()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(range(name, min, max, text), notANumber);
        }
        throw new IllegalArgumentException(range(name, min, max, text));
    }

    private static String range(String name, int min, int max, String text) {
        return "Exporter argument " + name + " is a number from " + min + " to " + max + ", not " + text;
    }

    private static String find(Map<String, Object> arguments, String name) {
        return arguments.entrySet().stream()
                .filter(argument -> argument.getKey()
                        .replace("-", "")
                        .toLowerCase(Locale.ROOT)
                        .equals(name.toLowerCase(Locale.ROOT)))
                .map(argument -> String.valueOf(argument.getValue()).strip())
                .findFirst()
                .orElse("");
    }

    /** Without the secret, which must not reach a log. */
    @Override
    public String toString() {
        return server + ", " + batchSize + " records or " + maxBatchBytes + " bytes a batch, every "
                + flushInterval.toMillis() + " ms";
    }
}
