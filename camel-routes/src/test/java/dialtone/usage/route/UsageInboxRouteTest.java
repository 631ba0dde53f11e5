package dialtone.usage.route;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.usage.Delivery;
import dialtone.usage.layout.RecordFormat;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageInboxRouteTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @TempDir
    Path inbox;

    private final FilesOnPaper intake = new FilesOnPaper();
    private final CamelContext context = new DefaultCamelContext();
    private final UsageLayouts layouts = new UsageLayouts(List.of(new UsageLayout(
            "gateway",
            "gateway",
            "*.json",
            Optional.of("pgw1"),
            new RecordFormat.Json(false, List.of()),
            List.of(),
            UsageLayout.HOUSE.fields())));

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void a_usage_file_is_taken_and_moved_to_done_and_another_file_to_failed() throws Exception {
        start();
        Files.writeString(inbox.resolve("msc1_1.csv"), UsageLayout.HOUSE_HEADER + "\n");
        Files.writeString(inbox.resolve("holiday.csv"), "sun, sea\n");
        Files.writeString(inbox.resolve("notes.txt"), "not ours\n");
        await(inbox.resolve("done/1-msc1_1.csv"));
        await(inbox.resolve("failed/2-holiday.csv"));
        assertThat(inbox.resolve("notes.txt")).exists();
        assertThat(inbox.resolve("msc1_1.csv")).doesNotExist();
    }

    @Test
    void a_file_that_meets_an_outage_is_tried_again_and_moved_when_it_is_over() throws Exception {
        intake.failNext(2);
        start();
        Files.writeString(inbox.resolve("msc1_1.csv"), UsageLayout.HOUSE_HEADER + "\n");
        await(inbox.resolve("done/1-msc1_1.csv"));
        assertThat(intake.attempts()).isEqualTo(3);
    }

    @Test
    void a_file_in_a_folder_that_a_layout_names_is_taken_by_that_and_what_none_takes_stays() throws Exception {
        start();
        Path folder = Files.createDirectories(inbox.resolve("gateway"));
        Files.writeString(folder.resolve("readme.txt"), "not ours\n");
        Files.writeString(folder.resolve("today.json"), UsageLayout.HOUSE_HEADER + "\n");
        await(folder.resolve("done/1-today.json"));
        assertThat(intake.taken()).singleElement().satisfies(file -> {
            assertThat(file.layout()).isEqualTo("gateway");
            assertThat(file.delivery()).isEqualTo(Delivery.byFolder());
        });
        assertThat(folder.resolve("readme.txt")).exists();
    }

    private void start() throws Exception {
        context.addRoutes(new UsageInboxRoute(inbox, intake, layouts));
        context.start();
    }

    private static void await(Path path) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (!Files.exists(path) && System.nanoTime() < deadline) {
            never.await(50, TimeUnit.MILLISECONDS);
        }
        assertThat(path).exists();
    }
}
