package dialtone.usage.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Money;
import dialtone.ledger.service.BillingDatabase;
import dialtone.ledger.service.Books;
import dialtone.rating.service.Demo;
import dialtone.usage.Delivery;
import dialtone.usage.UsageBatch;
import dialtone.usage.UsageChannel;
import dialtone.usage.UsageCounts;
import dialtone.usage.UsageFile;
import dialtone.usage.layout.UsageLayout;
import dialtone.usage.layout.UsageLayouts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageMessagesTest {

    private static final String CALL = "1,VOICE,491510000001,2026-11-25T09:00:00Z,160,4930123456";

    @TempDir
    Path inbox;

    @AutoClose
    private final BillingDatabase database = new BillingDatabase();

    private final UsageFiles files = new UsageFiles(database.dataSource(), Demo.NOON);
    private final Books books = new Books(database);
    private Intake intake;
    private UsageMessages messages;

    @BeforeEach
    void start() {
        Demo.start(database, Demo.order(1, Demo.NUMBER), Demo.NOON);
        intake = new Intake(database, inbox);
        messages = new UsageMessages(intake.files(), files, new UsageLayoutFiles(UsageLayouts.HOUSE), inbox);
    }

    @Test
    void a_batch_is_a_file_of_the_register_that_came_by_the_queue_and_its_bytes_are_kept() throws IOException {
        UsageFile file = messages.take(message("ID:1", "msc1_1.csv", "dialtone-csv"), batch(CALL));
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 0, 0, 0));
        assertThat(file.source()).isEqualTo("msc1");
        assertThat(files.find(file.id()).orElseThrow().delivery()).isEqualTo(new Delivery(UsageChannel.JMS, "usage"));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.08", Demo.EUR));
        assertThat(inbox.resolve("done/" + file.id() + "-msc1_1.csv")).hasBinaryContent(batch(CALL));
        assertThat(drafts()).isEmpty();
    }

    @Test
    void killed_between_storing_and_acknowledging_it_is_delivered_again_and_charges_nothing() throws IOException {
        UsageFile first = messages.take(message("ID:1", "msc1_1.csv", ""), batch(CALL));
        UsageFile again = messages.take(message("ID:1", "msc1_1.csv", ""), batch(CALL));
        assertThat(again).isEqualTo(first);
        assertThat(files.list(0, 10).total()).isEqualTo(1);
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("13.08", Demo.EUR));
    }

    @Test
    void killed_in_the_middle_of_a_batch_it_goes_on_behind_what_was_stored() throws IOException {
        byte[] many =
                batch(Stream.iterate(1, sequence -> sequence <= UsageBatch.MAX_LINES + 10, sequence -> sequence + 1)
                        .map(sequence -> sequence + ",SMS,491510000001,2026-11-25T09:00:00Z,1,491520000009")
                        .toArray(String[]::new));
        intake.crashBehind(UsageBatch.MAX_LINES);
        assertThatThrownBy(() -> messages.take(message("ID:1", "msc1_1.csv", ""), many))
                .hasMessageContaining("crash");
        assertThat(files.list(0, 10).rows()).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(UsageFile.State.IN_PROGRESS);
            assertThat(file.counts().in()).isPositive();
        });
        intake.crashBehind(Long.MAX_VALUE);
        UsageFile file = messages.take(message("ID:1", "msc1_1.csv", ""), many);
        assertThat(file.counts()).isEqualTo(new UsageCounts(UsageBatch.MAX_LINES + 10, 0, 0, 0));
        assertThat(drafts()).isEmpty();
    }

    @Test
    void records_that_came_by_another_way_before_are_duplicates() throws IOException {
        intake.take(Files.write(inbox.resolve("msc1_0.csv"), batch(CALL)));
        String another = CALL.replaceFirst("1", "2");
        UsageFile file = messages.take(message("ID:1", "msc1_1.csv", ""), batch(CALL, another));
        assertThat(file.counts()).isEqualTo(new UsageCounts(1, 1, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''             | ''          | no name
            ../../evil.csv | ''          | no name
            msc1_1.csv     | switch-v9   | none of dialtone-csv
            """)
    void a_message_that_is_no_batch_is_refused_where_people_see_it_once_and_kept(
            String batch, String layout, String reason) throws IOException {
        UsageFile refused = messages.take(message("ID:7", batch, layout), batch(CALL));
        assertThat(messages.take(message("ID:7", batch, layout), batch(CALL))).isEqualTo(refused);
        assertThat(files.list(0, 10).rows()).singleElement().satisfies(file -> {
            assertThat(file.state()).isEqualTo(UsageFile.State.REFUSED);
            assertThat(file.failure()).contains(reason);
            assertThat(file.delivery().channel()).isEqualTo(UsageChannel.JMS);
            assertThat(file.counts()).isEqualTo(UsageCounts.NONE);
        });
        assertThat(inbox.resolve("failed/" + refused.id() + "-message")).hasBinaryContent(batch(CALL));
        assertThat(books.balance(Demo.account(1))).containsExactly(Money.of("12.99", Demo.EUR));
    }

    @Test
    void the_same_bytes_are_taken_once_the_message_says_all() throws IOException {
        messages.take(message("ID:1", "msc1_1.csv", "switch-v9"), batch(CALL));
        UsageFile taken = messages.take(message("ID:2", "msc1_1.csv", ""), batch(CALL));
        assertThat(taken.counts()).isEqualTo(new UsageCounts(1, 0, 0, 0));
    }

    @Test
    void what_is_not_of_its_layout_or_too_large_is_refused() throws IOException {
        UsageFile noHeader = messages.take(message("ID:1", "msc1_1.csv", ""), CALL.getBytes(StandardCharsets.UTF_8));
        assertThat(noHeader.state()).isEqualTo(UsageFile.State.REFUSED);
        assertThat(inbox.resolve("failed/" + noHeader.id() + "-msc1_1.csv")).exists();
        UsageFile large = messages.take(message("ID:2", "msc1_2.csv", ""), new byte[UsageMessages.MAX_BYTES + 1]);
        assertThat(large.failure()).contains("2000001 bytes");
    }

    private static UsageMessage message(String id, String batch, String layout) {
        return new UsageMessage(id, batch, layout);
    }

    private static byte[] batch(String... lines) {
        List<String> all = new ArrayList<>(List.of(UsageLayout.HOUSE_HEADER));
        all.addAll(List.of(lines));
        return String.join("\n", all).getBytes(StandardCharsets.UTF_8);
    }

    /** What is left of batches under way. */
    private List<Path> drafts() throws IOException {
        try (Stream<Path> left = Files.list(inbox.resolve(".queue"))) {
            return left.toList();
        }
    }
}
