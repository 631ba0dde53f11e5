package dialtone.system.storm;

import dialtone.system.Network;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Carriers who take parcels, and customers who send devices back that were asked back, now and then twice. */
final class Post implements Runnable {

    private static final int LONGEST_PAUSE_MILLIS = 1500;

    private final Random random;
    private final Network network;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Integer> delivered = new TreeMap<>();

    Post(Random random, Network network) {
        this.random = random;
        this.network = network;
    }

    @Override
    public void run() {
        try {
            while (!closed.await(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS)) {
                round();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            List<JsonObject> parcels = network.parcels().stream()
                    .filter(parcel -> List.of("ORDERED", "AWAITED").contains(parcel.getString("state")))
                    .toList();
            if (!parcels.isEmpty()) {
                move(parcels.get(random.nextInt(parcels.size())));
            }
        } catch (UncheckedIOException killed) {
            // the simulator is being killed: the next round finds what is there then
        }
    }

    private void move(JsonObject parcel) {
        String key = parcel.getString("key");
        JsonObject document = parcel.getJsonObject("document");
        if (!document.containsKey("rma")) {
            network.handOver(document.containsKey("imei") ? "imei" : "iccid", key);
            count("HANDED_OVER");
        } else if (random.nextInt(3) == 0) {
            network.arrive(key, "HANDED_IN");
            count("HANDED_IN");
        } else {
            network.arrive(key, "RECEIVED");
            count("RECEIVED");
            if (random.nextBoolean()) {
                network.arrive(key, random.nextBoolean() ? "RECEIVED" : "HANDED_IN");
                count("told again");
            }
        }
    }

    private void count(String what) {
        delivered.merge(what, 1, Integer::sum);
    }

    void close() {
        closed.countDown();
    }

    /** How often what was done; to be asked when it has closed. */
    Map<String, Integer> delivered() {
        return delivered;
    }
}
