package dialtone.system.storm;

import dialtone.system.Network;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Faults of the network, one after the other until it is told to clear up. */
final class Weather implements Runnable {

    private static final List<String> ELEMENTS = List.of(
            "hlr",
            "sim",
            "policy",
            "device",
            "credit",
            "coverage",
            "identity",
            "charging",
            "ota",
            "voicemail",
            "shipping",
            "smdp");

    /** Those that answer late and report. */
    private static final List<String> REPORTING = List.of("sim", "policy", "device");

    private static final int SOON_MILLIS = 2000;
    private static final int AFTER_READ_BACK_MILLIS = 16_000;

    private static final int LONGEST_PAUSE_MILLIS = 1500;

    private final Random random;
    private final Network network;
    private final CountDownLatch cleared = new CountDownLatch(1);
    private final Map<String, Integer> faults = new TreeMap<>();

    Weather(Random random, Network network) {
        this.random = random;
        this.network = network;
    }

    @Override
    public void run() {
        try {
            while (!cleared.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                turn();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        int times = 1 + random.nextInt(4);
        String element = ELEMENTS.get(random.nextInt(ELEMENTS.size()));
        String behaviour = switch (random.nextInt(6)) {
            case 0 -> fault("DOWN", times);
            case 1 -> fault("REFUSE", 1);
            case 2 -> fault("DROP", times);
            case 3 -> slow(random.nextInt(2000), times);
            case 4 -> {
                element = REPORTING.get(random.nextInt(REPORTING.size()));
                yield late(random.nextInt(3000), times, "SUCCEEDED");
            }
            default -> {
                element = REPORTING.get(random.nextInt(REPORTING.size()));
                yield late(random.nextInt(3000), 1, "REFUSED");
            }
        };
        try {
            network.behave(element, behaviour);
            faults.merge(behaviour.replaceFirst(".*\"mode\": \"([A-Z]+)\".*", "$1"), 1, Integer::sum);
        } catch (UncheckedIOException killed) {
            // the simulator is being killed: storm enough
        }
    }

    private static String fault(String mode, int times) {
        return "{\"mode\": \"" + mode + "\", \"remaining\": " + times + "}";
    }

    private static String slow(int millis, int times) {
        return "{\"mode\": \"SLOW\", \"delayMillis\": " + millis + ", \"remaining\": " + times + "}";
    }

    /** What is late is reported twice now and then: at once, or when it has been read back meanwhile and its order may have ended. */
    private String late(int millis, int times, String outcome) {
        String again = switch (random.nextInt(4)) {
            case 0 -> ", \"repeatAfterMillis\": " + random.nextInt(SOON_MILLIS);
            case 1 -> ", \"repeatAfterMillis\": " + (AFTER_READ_BACK_MILLIS + random.nextInt(SOON_MILLIS));
            default -> "";
        };
        return "{\"mode\": \"LATE\", \"delayMillis\": " + millis + ", \"remaining\": " + times + ", \"outcome\": \""
                + outcome + "\"" + again + "}";
    }

    /** Ends it; the network does as it is asked from then on. */
    void clear(Thread blowing) {
        cleared.countDown();
        try {
            blowing.join(Duration.ofSeconds(30));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        network.behaveWell();
    }

    /** How many faults of each kind were ordered; to be asked when it is over. */
    Map<String, Integer> faults() {
        return faults;
    }
}
