package dialtone.system.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.stream.Stream;

/** The folder where mediation puts usage files. */
final class UsageInbox {

    /** What {@link #sampleFor} costs on Mobile M: 2,000 MB more than the 10 GB it includes, 0.01 EUR each. */
    static final BigDecimal CHARGED = new BigDecimal("20.00");

    private static final String HEADER = "sequence,type,msisdn,startedAt,quantity,peer\n";
    private static final String SAMPLE_MSISDN = "999155500000";

    /** With the sample's 52,428,800 bytes 12 GB. */
    private static final long MANY_BYTES = 11_947_571_200L;

    private final Path folder;

    UsageInbox(Path folder) {
        this.folder = folder;
    }

    /** The sample, used by this number just now; with its first record twice, and with more data than the plan includes. */
    static String sampleFor(String msisdn) {
        String records = OrderClient.sample("usage.csv")
                .replace(SAMPLE_MSISDN, msisdn)
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z", now());
        String first = records.lines().skip(1).findFirst().orElseThrow();
        return records + first + "\n" + "8,DATA," + msisdn + "," + now() + "," + MANY_BYTES + ",internet\n";
    }

    /** A file with one call of a minute. */
    static String line(int sequence, String msisdn) {
        return HEADER + sequence + ",VOICE," + msisdn + "," + now() + ",60,4930123456\n";
    }

    /** A file with one session of that many bytes. */
    static String data(int sequence, String msisdn, long bytes) {
        return HEADER + sequence + ",DATA," + msisdn + "," + now() + "," + bytes + ",internet.dialtone\n";
    }

    private static String now() {
        return Clock.systemUTC().instant().toString();
    }

    /** Writes beside it and renames, as whoever delivers has to. */
    void deliver(String name, String content) {
        try {
            Path draft = folder.resolve(name + ".part");
            Files.writeString(draft, content, StandardCharsets.UTF_8);
            Files.move(draft, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all that was delivered has been taken. */
    boolean isEmpty() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.toString().endsWith(".csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
