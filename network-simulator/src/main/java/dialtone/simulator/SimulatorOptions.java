package dialtone.simulator;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the process is started with.
 *
 * @param port of HTTP, 0 to 65535; 0 takes any that is free
 * @param smtpPort of SMTP, likewise
 * @param data the folder of the state
 * @param bind the address both listen on
 */
public record SimulatorOptions(int port, int smtpPort, Path data, String bind) {

    public static final String USAGE =
            "java -jar network-simulator.jar [--port 8090] [--smtp-port 2525] [--data DIR] [--bind 127.0.0.1]";

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException with one line that says what is wrong */
    public static SimulatorOptions parse(List<String> arguments) {
        int port = 8090;
        int smtpPort = 2525;
        Path data = Path.of(".data", "simulator");
        String bind = "127.0.0.1";
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!List.of("--port", "--smtp-port", "--data", "--bind").contains(option)) {
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
                default -> bind = value;
            }
        }
        return new SimulatorOptions(port, smtpPort, data, bind);
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
