package dialtone.platform.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the installation decides: system properties of the server, each with the default of an installation without a port
 * offset on this machine.
 */
public final class Settings {

    private Settings() {}

    /** Host and port of the Zeebe gateway; {@code dialtone.zeebe.gateway}. */
    public static String zeebeGateway() {
        return System.getProperty("dialtone.zeebe.gateway", "127.0.0.1:26500");
    }

    /** Zeebe's REST address; {@code dialtone.zeebe.rest}. */
    public static URI zeebeRest() {
        return URI.create(System.getProperty("dialtone.zeebe.rest", "http://127.0.0.1:26508"));
    }

    /** Whether this node works jobs and relays the outbox; {@code dialtone.workers}. */
    public static boolean workers() {
        return Boolean.parseBoolean(System.getProperty("dialtone.workers", "true"));
    }

    /**
     * How long a job is ours, 10 to 600 seconds; {@code dialtone.job.timeout.seconds}. The time limits of all calls that a job
     * makes follow from it. Shorter, and a slow network element is given up sooner; longer, and what a node held when it
     * died waits longer.
     */
    public static Duration jobTimeout() {
        return Duration.ofSeconds(Integer.parseInt(System.getProperty("dialtone.job.timeout.seconds", "30")));
    }

    /** Whether demo customers and logins are loaded; {@code dialtone.demo}. */
    public static boolean demo() {
        return Boolean.parseBoolean(System.getProperty("dialtone.demo", "false"));
    }

    /**
     * Days that operations can look at a process instance after its end, at least 1;
     * {@code dialtone.process.retention.days}.
     */
    public static int processRetentionDays() {
        return Integer.parseInt(System.getProperty("dialtone.process.retention.days", "90"));
    }

    /**
     * Days that a number is kept back after its line has ended, at least 1, so that nobody is called for its former owner;
     * {@code dialtone.number.ageing.days}.
     */
    public static int numberAgeingDays() {
        return Integer.parseInt(System.getProperty("dialtone.number.ageing.days", "90"));
    }

    /**
     * Day (UTC) from which on all that customers pay is booked here, such as {@code 2027-01-01}; {@code dialtone.payments.from}. What was
     * charged since and is long overdue is a debt that orders are refused for. Without it nobody's debts are judged: the ledger
     * would take all for debtors who pay elsewhere.
     */
    public static Optional<Instant> paymentsFrom() {
        return Optional.ofNullable(System.getProperty("dialtone.payments.from"))
                .filter(day -> !day.isBlank())
                .map(day -> LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Days from the date of an invoice to the day it is due, 0 to 365; {@code dialtone.billing.payment.days}. */
    public static int paymentDays() {
        return Integer.parseInt(System.getProperty("dialtone.billing.payment.days", "14"));
    }

    /**
     * An invoice of less, and of not less than nothing, is not issued while its account goes on: its lines go to the next one;
     * {@code dialtone.billing.minimum}, in the account's own currency. 0 issues every one.
     */
    public static BigDecimal billMinimum() {
        return new BigDecimal(System.getProperty("dialtone.billing.minimum", "0"));
    }

    /**
     * Days after the end of a bill cycle that its run starts by itself, at least 1: until then most late use has come;
     * {@code dialtone.billing.run.after.days}. Without it runs are started by people.
     */
    public static Optional<Integer> billRunAfterDays() {
        return Optional.ofNullable(System.getProperty("dialtone.billing.run.after.days"))
                .filter(days -> !days.isBlank())
                .map(Integer::valueOf);
    }

    /** Shared with the broker's exporter; {@code dialtone.exporter.secret}. Empty: nothing is taken from an exporter. */
    public static String exporterSecret() {
        return System.getProperty("dialtone.exporter.secret", "");
    }

    /**
     * By what the SM-DP+ is known that tells of downloads; {@code dialtone.es2plus.secret}. Empty: nothing is taken from it, and nobody is
     * reminded of a profile, for who has loaded his is not known.
     */
    public static String es2plusSecret() {
        return System.getProperty("dialtone.es2plus.secret", "");
    }

    /**
     * By what the warehouse is known that tells of devices that were asked back; {@code dialtone.shipping.secret}. Empty: nothing is taken
     * from it, and nobody is reminded of a device or pays for one, for what has come back is not known.
     */
    public static String shippingSecret() {
        return System.getProperty("dialtone.shipping.secret", "");
    }

    /** Folder of the installation's data; {@code dialtone.data}. */
    public static Path data() {
        return Path.of(System.getProperty("dialtone.data", ".data"));
    }

    /** Folder of the catalogue files; {@code dialtone.catalog.dir}. */
    public static Path catalogFolder() {
        return Path.of(System.getProperty("dialtone.catalog.dir", "catalog"));
    }

    /** Folder that usage files are taken from; {@code dialtone.usage.inbox}. */
    public static Path usageInbox() {
        return Path.of(System.getProperty(
                "dialtone.usage.inbox", data().resolve("usage-inbox").toString()));
    }

    /**
     * Places at other systems that usage files are fetched from by SFTP, each told of by {@link #usageSftp}; {@code dialtone.usage.sftp}, names with commas between.
     * None by default.
     */
    public static List<String> usageSftpSources() {
        return names("dialtone.usage.sftp");
    }

    /**
     * What is said of one of them: the system property {@code usage.sftp.<source>.<what>}, or the environment's {@code USAGE_SFTP_<SOURCE>_<WHAT>}, which no list of
     * processes shows.
     *
     * @param what host, port, user, folder, layout, key, passphrase, password or seconds
     */
    public static Optional<String> usageSftp(String source, String what) {
        String property = "usage.sftp." + source + "." + what;
        String variable = property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(System.getProperty(property))
                .or(() -> Optional.ofNullable(System.getenv(variable)))
                .filter(value -> !value.isBlank());
    }

    /** File with the public keys of the hosts that usage files are fetched from, as OpenSSH writes it; {@code dialtone.usage.sftp.known-hosts}. */
    public static Path usageSftpKnownHosts() {
        return Path.of(System.getProperty(
                "dialtone.usage.sftp.known-hosts", data().resolve("known_hosts").toString()));
    }

    /** Address under which customers and partners reach this server; {@code dialtone.public.uri}. */
    public static URI publicUri() {
        return URI.create(System.getProperty("dialtone.public.uri", "http://127.0.0.1:8080"));
    }

    /** Root of the simulated network; {@code dialtone.simulator.uri}. A single element may be elsewhere, see {@link #network}. */
    public static URI simulator() {
        return URI.create(System.getProperty("dialtone.simulator.uri", "http://127.0.0.1:8090"));
    }

    /**
     * Address of a network element: the system property {@code network.<element>.uri}, or the path below the simulator.
     *
     * @param element such as {@code hlr}
     * @param path    such as {@code /soap/subscriber-provisioning/v1}
     */
    public static String network(String element, String path) {
        return System.getProperty("network." + element + ".uri", simulator() + path);
    }

    /**
     * Network elements that this installation has beside those of the house, each with its address in {@code network.<element>.uri};
     * {@code dialtone.network.elements}, names with commas between. None by default.
     */
    public static List<String> furtherElements() {
        return names("dialtone.network.elements");
    }

    private static List<String> names(String property) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** SMTP relay for mail to customers; {@code dialtone.smtp.host}, {@code dialtone.smtp.port}. */
    public static String smtp() {
        return System.getProperty("dialtone.smtp.host", "127.0.0.1") + ":"
                + System.getProperty("dialtone.smtp.port", "2525");
    }

    /** Hosts that event subscriptions may name as callback; {@code dialtone.event.callbacks}, a comma-separated list. */
    public static String eventCallbacks() {
        return System.getProperty("dialtone.event.callbacks", "loopback");
    }

    /**
     * What the secrets of event subscriptions are derived from; {@code dialtone.event.secret}, the same on all nodes. Without it one
     * is made and kept in the data folder.
     */
    public static Optional<String> eventSecret() {
        return Optional.ofNullable(System.getProperty("dialtone.event.secret")).filter(secret -> !secret.isBlank());
    }
}
