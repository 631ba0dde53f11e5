package dialtone.usage.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.usage.Delivery;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageFeed;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.service.UsageFeeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SFTP server, in this process. */
class UsageSftpRouteTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration OFTEN = Duration.ofMillis(200);
    private static final String USAGE = UsageLayout.HOUSE_HEADER + "\n";

    @TempDir
    Path here;

    private final FilesOnPaper intake = new FilesOnPaper();
    private final UsageFeeds feeds = new UsageFeeds();
    private final CamelContext context = new DefaultCamelContext();
    private ElsewhereBySsh elsewhere;

    @BeforeEach
    void open() throws Exception {
        elsewhere = new ElsewhereBySsh(here.resolve("elsewhere"));
        Files.createDirectories(elsewhere.root.resolve("out"));
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        elsewhere.close();
    }

    @Test
    void a_usage_file_is_fetched_and_moved_to_done_there_and_another_file_to_failed() throws Exception {
        put("msc1_1.csv", USAGE);
        put("msc1_2.csv", "sun, sea\n");
        put("msc1_3.csv.part", USAGE);
        put("notes.txt", "not ours\n");
        start(byPassword(ElsewhereBySsh.PASSWORD), elsewhere.hostKey());
        await(() -> there("done/1-msc1_1.csv") && there("failed/2-msc1_2.csv"), "both are moved");
        assertThat(intake.taken()).first().satisfies(file -> {
            assertThat(file.name()).isEqualTo("msc1_1.csv");
            assertThat(file.delivery()).isEqualTo(new Delivery(UsageChannel.SFTP, "msc1"));
        });
        await(() -> feed().state() == UsageFeed.State.UP, "up");
        assertThat(feed().lastFileAt()).isPresent();
        assertThat(there("msc1_3.csv.part")).isTrue();
        assertThat(there("notes.txt")).isTrue();
    }

    @Test
    void a_key_opens_it_without_a_password() throws Exception {
        put("msc1_1.csv", USAGE);
        Path key = elsewhere.writeKey(here.resolve("key"));
        start(new SftpSource.Access(Optional.of(key), Optional.empty(), Optional.empty()), elsewhere.hostKey());
        await(() -> there("done/1-msc1_1.csv"), "it is moved");
        assertThat(elsewhere.passwordsHeard()).isZero();
    }

    @Test
    void a_host_with_another_key_hears_no_password_and_gets_no_file_taken() throws Exception {
        put("msc1_1.csv", USAGE);
        start(byPassword(ElsewhereBySsh.PASSWORD), elsewhere.anotherHostKey());
        await(() -> feed().state() == UsageFeed.State.AWAY, "it is away");
        assertThat(feed().failure()).containsIgnoringCase("hostkey");
        assertThat(elsewhere.passwordsHeard()).isZero();
        assertThat(intake.attempts()).isZero();
    }

    @Test
    void a_host_that_nobody_knows_is_not_trusted_at_first_sight() throws Exception {
        start(byPassword(ElsewhereBySsh.PASSWORD), "");
        await(() -> feed().state() == UsageFeed.State.AWAY, "it is away");
        assertThat(elsewhere.passwordsHeard()).isZero();
    }

    @Test
    void a_wrong_password_is_said() throws Exception {
        start(byPassword("wrong"), elsewhere.hostKey());
        await(() -> feed().state() == UsageFeed.State.AWAY, "it is away");
        assertThat(feed().failure()).containsIgnoringCase("auth");
    }

    @Test
    void a_server_that_is_away_is_said_since_when_and_fetched_from_when_it_is_back() throws Exception {
        elsewhere.goAway();
        start(byPassword(ElsewhereBySsh.PASSWORD), elsewhere.hostKey());
        await(() -> feed().state() == UsageFeed.State.AWAY, "it is away");
        Instant since = feed().since();
        put("msc1_1.csv", USAGE);
        elsewhere.comeBack();
        await(() -> there("done/1-msc1_1.csv"), "it is moved");
        await(() -> feed().state() == UsageFeed.State.UP, "it is up");
        assertThat(feed().since()).isAfter(since);
    }

    @Test
    void a_file_that_was_stored_and_could_not_be_moved_is_found_again_and_taken_once() throws Exception {
        Files.writeString(elsewhere.root.resolve("out/done"), "in the way of the folder");
        put("msc1_1.csv", USAGE);
        start(byPassword(ElsewhereBySsh.PASSWORD), elsewhere.hostKey());
        await(
                () -> intake.attempts() > 0 && feed().state() == UsageFeed.State.AWAY,
                "it is not moved, and that is said");
        Files.delete(elsewhere.root.resolve("out/done"));
        await(() -> there("done/1-msc1_1.csv"), "it is moved");
        assertThat(intake.taken()).hasSize(1);
        assertThat(intake.attempts()).isGreaterThan(1);
    }

    @Test
    void a_file_that_meets_an_outage_of_ours_stays_there_until_it_is_stored() throws Exception {
        intake.failNext(2);
        put("msc1_1.csv", USAGE);
        start(byPassword(ElsewhereBySsh.PASSWORD), elsewhere.hostKey());
        await(() -> there("done/1-msc1_1.csv"), "it is moved");
        assertThat(intake.attempts()).isEqualTo(3);
    }

    private static SftpSource.Access byPassword(String password) {
        return new SftpSource.Access(Optional.empty(), Optional.empty(), Optional.of(password));
    }

    private void start(SftpSource.Access access, String knownHosts) throws Exception {
        SftpSource source = new SftpSource(
                "msc1", "127.0.0.1", elsewhere.port(), ElsewhereBySsh.USER, "out", UsageLayout.HOUSE, access, OFTEN);
        Path known = Files.writeString(here.resolve("known_hosts"), knownHosts);
        context.addRoutes(
                new UsageSftpRoute(List.of(source), known, here.resolve("work"), intake, feeds, Clock.systemUTC()));
        context.start();
    }

    private void put(String name, String content) throws Exception {
        Files.writeString(elsewhere.root.resolve("out").resolve(name), content);
    }

    private boolean there(String name) {
        return Files.isRegularFile(elsewhere.root.resolve("out").resolve(name));
    }

    private UsageFeed feed() {
        return feeds.list().getFirst();
    }

    private static void await(BooleanSupplier condition, String what) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            never.await(20, TimeUnit.MILLISECONDS);
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }
}
