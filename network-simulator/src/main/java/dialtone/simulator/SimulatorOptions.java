package dialtone.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the process is started with.
 *
 * @param port of HTTP, 0 to 65535; 0 takes any that is free
 * @param smtpPort of SMTP, likewise
 * @param data the folder of the state
 * @param bind the address both listen on
 * @param operator whom the SM-DP+ tells what becomes of profiles; empty when nobody wants to know
 * @param consignee whom the warehouse tells what becomes of devices that were asked back; empty when nobody wants to know
 */
public record SimulatorOptions(
        int port, int smtpPort, Path data, String bind, Optional<Operator> operator, Optional<Operator> consignee) {

    /**
     * The operator as an element knows it.
     *
     * @param uri where its functions are, without a slash at its end
     * @param secret that it knows the element by
     */
    public record Operator(URI uri, String secret) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "operator at " + uri;
        }
    }

    /** Nobody wants to know what becomes of anything. */
    public SimulatorOptions(int port, int smtpPort, Path data, String bind) {
        this(port, smtpPort, data, bind, Optional.empty(), Optional.empty());
    }

    /** In the environment and not among the options, which every user of the machine may read. */
    static final String SECRET = "DIALTONE_ES2PLUS_SECRET";

    static final String SHIPPING_SECRET = "DIALTONE_SHIPPING_SECRET";

    public static final String USAGE =
            "java -jar network-simulator.jar [--port 8090] [--smtp-port 2525] [--data DIR] [--bind 127.0.0.1]"
                    + " [--es2plus-operator URI] [--shipping-operator URI]";

    private static final List<String> OPTIONS =
            List.of("--port", "--smtp-port", "--data", "--bind", "--es2plus-operator", "--shipping-operator");

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException with one line that says what is wrong */
    public static SimulatorOptions parse(List<String> arguments) {
        return parse(arguments, System.getenv());
    }

    /** @param environment where the operator's secrets are, {@value #SECRET} and {@value #SHIPPING_SECRET} */
    static SimulatorOptions parse(List<String> arguments, Map<String, String> environment) {
        int port = 8090;
        int smtpPort = 2525;
        Path data = Path.of(".data", "simulator");
        String bind = "127.0.0.1";
        Optional<Operator> operator = Optional.empty();
        Optional<Operator> consignee = Optional.empty();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!OPTIONS.contains(option)) {
                throw new IllegalArgumentException("unknown option " + option + "; usage: " + USAGE);
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value; usage: " + USAGE);
            }
            String value = rest.next();
            switch (option) {
                case "--port" -> port = port(option, value);
                case "--smtp-port" -> smtpPort = port(option, value);
                case "--data" -> data = Path.of(value);
                case "--es2plus-operator" ->
                    operator = Optional.of(new Operator(uri(option, value), environment.getOrDefault(SECRET, "")));
                case "--shipping-operator" ->
                    consignee = Optional.of(
                            new Operator(uri(option, value), environment.getOrDefault(SHIPPING_SECRET, "")));
                default -> bind = value;
            }
        }
        return new SimulatorOptions(port, smtpPort, data, bind, operator, consignee);
    }

    private static URI uri(String option, String value) {
        try {
            URI uri = URI.create(value);
            if ("http".equals(uri.getScheme()) && uri.getHost() != null && !value.endsWith("/")) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            throw new IllegalArgumentException(option + " is an address, not " + value, noUri);
        }
        throw new IllegalArgumentException(option + " is an address by http without a slash at its end, not " + value);
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(option + " is a number, not " + value, notANumber);
        }
        throw new IllegalArgumentException(option + " is 0 to " + MAX_PORT);
    }
}
