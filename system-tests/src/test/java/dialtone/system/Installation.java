package dialtone.system;

import dialtone.system.step.Directory;
import dialtone.system.step.ListNumberRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An installation on this machine whose processes a test starts, stops and kills one by one. It does what {@code ./run} does,
 * because it asks {@code ./run} to do it.
 *
 * <pre>{@code
 * try (Installation installation = Installation.at(TestData.fresh("kill-broker"), 1100)) {
 *     installation.start();
 *     installation.kill(Part.BROKER);
 *     installation.start(Part.BROKER);
 * }
 * }</pre>
 *
 * <p>Ports are those of the documentation plus the offset, all on loopback. Data and logs stay in {@code .test-data/<name>}
 * until the next test run.
 */
public final class Installation implements AutoCloseable {

    /** One of the three processes. */
    public enum Part {
        BROKER,
        SIMULATOR,
        SERVER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The port offset of the stories; Arquillian's server is at 2000, a developer's own {@code ./run} at 0. */
    public static final int PORT_OFFSET = 1000;

    private static final int BROWSER_PORT_OFFSET = 1200;

    /** Longer than {@code ./run} itself waits for a process to be ready or to stop. */
    private static final Duration COMMAND_DEADLINE = Duration.ofMinutes(11);

    private static final Duration KILL_DEADLINE = Duration.ofSeconds(20);

    /** Collectors of several threads wait for processors that other processes have; and with room for what is new they have less to do. */
    private static final String COLLECT_SELDOM = "-XX:-UseParallelGC -XX:+UseSerialGC -Xms512m -Xmn256m";

    /** Its processes live for minutes: the optimising compiler would take more of their time than it saves. Its code cache is not the small one. */
    private static final String COMPILE_ONCE =
            COLLECT_SELDOM + " -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m";

    private static final Shared STORIES = new Shared(
            "stories", PORT_OFFSET, installation -> installation.impatient().withStepOfItsOwn());
    private static final Shared BROWSER = new Shared("browser", BROWSER_PORT_OFFSET, Installation::impatient);

    private final Path data;
    private final int portOffset;

    /** The build's when there is none. */
    private @Nullable Path ear;

    private String brokerOptions = COMPILE_ONCE;
    private final List<String> serverOptions = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    private Installation(Path data, int portOffset) {
        this.data = data;
        this.portOffset = portOffset;
    }

    /** One that several classes share, up from the first of them until the tests end. */
    private static final class Shared {

        private final String name;
        private final int portOffset;
        private final UnaryOperator<Installation> equipment;

        private @Nullable Installation up;

        /** A class that comes after one that could not start it says why and does not try for minutes, too. */
        private @Nullable RuntimeException whyNot;

        Shared(String name, int portOffset, UnaryOperator<Installation> equipment) {
            this.name = name;
            this.portOffset = portOffset;
            this.equipment = equipment;
        }

        synchronized Installation ready() {
            if (whyNot != null) {
                throw new IllegalStateException("The installation " + name + " did not start before", whyNot);
            }
            if (up == null) {
                Installation starting = equipment.apply(at(TestData.fresh(name), portOffset));
                Runtime.getRuntime().addShutdownHook(new Thread(starting::close));
                try {
                    starting.start();
                } catch (RuntimeException failed) {
                    whyNot = failed;
                    throw failed;
                }
                up = starting;
            }
            return up;
        }
    }

    /**
     * One that the stories of several classes share, up and ready: a start takes as long as many a story. It ends with the tests. A story
     * has customers of its own, or looks at its own orders alone.
     */
    public static Installation shared() {
        return STORIES.ready();
    }

    /** The like for the classes that use a browser, which go beside the stories: both say how the network is to behave. */
    public static Installation ofTheBrowser() {
        return BROWSER.ready();
    }

    /** An add-on that nothing takes back, for the stories about a hard point of no return. */
    private static final String LASTING = """
            offerings:
              - id: mobile-lasting
                name: Lasting
                description: An add-on that stays.
                role: add-on
                productSpecification: lasting-option
                characteristics: []
                prices:
                  - {id: monthly-fee, type: monthly, name: Lasting, amount: 1.00}
                requires: [mobile-sim-only-m]
            services:
              - name: lasting-data
                kind: customer-facing
              - name: lasting-profile
                kind: resource-facing
                step:
                  jobType: fulfilment.apply-network-profile
                  label: Apply lasting profile
                  dependsOn: [subscriber-and-sim]
                  expected: PT5S
                  pointOfNoReturn: hard
                  parameters: {profile: lasting, apn: internet.dialtone, qosClass: "9", downlinkKbps: "1000", uplinkKbps: "1000"}
            rules:
              - {id: lasting-option, from: lasting-option, to: [lasting-data]}
              - {id: lasting-on-profile, from: lasting-data, to: [lasting-profile]}
            """;

    /** What a full element is asked again after, in the house and here: as soon as may be. */
    private static final String PATIENCE_WITH_FULL = "wait: PT5M, times: 24";

    private static final String FULL_ASKED_SOON = "wait: PT15S, times: 24";

    /**
     * With the catalogue of the house, but for orders that are in jeopardy after seconds and not after minutes, full elements that are asked
     * again soon, and add-ons of the stories' own.
     */
    private Installation impatient() {
        String patience = "{amber: PT1M, red: PT15M}";
        Path catalog = data.resolve("catalog");
        Path house = DialtoneEar.repository().resolve("catalog");
        try (Stream<Path> files = Files.walk(house).filter(Files::isRegularFile)) {
            boolean found = false;
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                found |= text.contains(patience);
                Path copy = catalog.resolve(house.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        text.replace(patience, "{amber: PT3S, red: PT8S}")
                                .replace(PATIENCE_WITH_FULL, FULL_ASKED_SOON));
            }
            if (!found) {
                throw new IllegalStateException("The catalogue does not say " + patience);
            }
            Files.writeString(catalog.resolve("lasting.yaml"), LASTING);
            Files.copy(
                    DialtoneEar.repository().resolve("system-tests/src/test/resources/catalog/bound.yaml"),
                    catalog.resolve("bound.yaml"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return withServerOption("-Ddialtone.catalog.dir=" + catalog);
    }

    /**
     * With a step that the house does not know: a file more in the catalogue, a route more in the EAR, and an element of the network whose
     * address it is told. Only who orders a directory entry meets them.
     */
    private Installation withStepOfItsOwn() {
        Path application = data.resolve("dialtone.ear");
        try {
            Files.writeString(
                    data.resolve("catalog").resolve("directory.yaml"),
                    Files.readString(DialtoneEar.repository()
                            .resolve("system-tests/src/test/resources/catalog/directory.yaml")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        DialtoneEar.withRoute(ListNumberRoutes.class, application);
        ear = application;
        return withServerOption("-Ddialtone.network.elements=directory")
                .withServerOption("-Dnetwork.directory.uri=" + Directory.uri());
    }

    /** With the data that is there, at ports of the caller's choice. Nothing is started yet. */
    public static Installation at(Path data, int portOffset) {
        return new Installation(data, portOffset);
    }

    /** Without demo customers and logins; to be said before the server starts. */
    public Installation withoutDemo() {
        options.add("--no-demo");
        return this;
    }

    /** With hundreds of orders for its broker, where the optimising compiler saves more than it takes; to be said before it starts. */
    public Installation withBusyBroker() {
        brokerOptions = COLLECT_SELDOM;
        return this;
    }

    /** With one more JVM option of the server, such as {@code -Ddialtone.workers=false}; to be said before it starts. */
    public Installation withServerOption(String option) {
        serverOptions.add(option);
        return this;
    }

    /** Starts all three together and returns when they are ready. */
    public void start() {
        start(Part.values());
    }

    /**
     * Starts the parts together and returns when they are ready.
     *
     * @throws IllegalStateException with the words of {@code ./run} when one does not come up: a port in use, where its log is
     */
    public void start(Part... parts) {
        for (Part part : parts) {
            launch(part);
        }
        for (Part part : parts) {
            awaitReady(part);
        }
    }

    /** Starts the part and returns its process at once, ready or not. */
    public ProcessHandle launch(Part part) {
        String pid = run("start-one", part.word()).strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IllegalStateException(
                        "The " + part.word() + " died as soon as it was started; its log is in " + logs()));
    }

    /** Returns when the part answers as {@code ./run} wants it to. */
    public void awaitReady(Part part) {
        run("await-one", part.word());
    }

    /** Stops the part in order: what it works on is finished or handed back. Nothing happens when it does not run. */
    public void stop(Part part) {
        run("stop-one", part.word());
    }

    /** {@code kill -9}: the process ends between two instructions. */
    public void kill(Part part) {
        ProcessHandle process = process(part)
                .orElseThrow(() ->
                        new IllegalStateException("The " + part.word() + " does not run, so nothing can kill it"));
        process.destroyForcibly();
        process.onExit().orTimeout(KILL_DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** The part's process while it runs. */
    public Optional<ProcessHandle> process(Part part) {
        Path file = data.resolve("run").resolve(part.word() + ".pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .filter(ProcessHandle::isAlive);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Stops all three: server, broker, simulator. */
    @Override
    public void close() {
        run("stop");
    }

    /** The server's address: TMF APIs, SOAP, console. */
    public URI server() {
        return loopback(8080);
    }

    /** The simulator's address: network elements and their control. */
    public URI simulator() {
        return loopback(8090);
    }

    /** The broker's REST address. */
    public URI brokerRest() {
        return loopback(26508);
    }

    /** Host and port of the Zeebe gateway. */
    public String gateway() {
        return "127.0.0.1:" + (26500 + portOffset);
    }

    public Path data() {
        return data;
    }

    /** Where the three write their logs. */
    public Path logs() {
        return data.resolve("log");
    }

    private URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + (port + portOffset));
    }

    /** Runs {@code ./run} with the words and this installation's options, and returns what it printed. */
    private String run(String... words) {
        List<String> command = new ArrayList<>();
        command.add(DialtoneEar.repository().resolve("run").toString());
        command.addAll(Arrays.asList(words));
        command.addAll(List.of("--data", data.toString(), "--port-offset", Integer.toString(portOffset)));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("DIALTONE_BROKER_OPTIONS", brokerOptions);
        builder.environment().put("DIALTONE_SERVER_OPTIONS", COMPILE_ONCE + " " + String.join(" ", serverOptions));
        if (ear != null) {
            builder.environment().put("DIALTONE_EAR", ear.toString());
        }
        try {
            Path said = Files.createTempFile("dialtone-run", ".txt");
            try {
                Process process = builder.redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
                boolean ended = process.waitFor(COMMAND_DEADLINE.toSeconds(), TimeUnit.SECONDS);
                if (!ended) {
                    process.destroyForcibly();
                }
                String output = Files.readString(said, StandardCharsets.UTF_8);
                if (!ended || process.exitValue() != 0) {
                    throw new IllegalStateException(String.join(" ", command) + " failed:\n" + output);
                }
                return output;
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + String.join(" ", command), interrupted);
        }
    }
}
