package dialtone.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageFeedTest {

    private static final Instant NINE = Instant.parse("2026-12-04T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-12-04T10:00:00Z");
    private static final Instant ELEVEN = Instant.parse("2026-12-04T11:00:00Z");

    private final UsageFeed declared = UsageFeed.declared("msc1", UsageChannel.SFTP, "dialtone@msc1:22/out", NINE);

    @Test
    void it_is_new_until_it_is_looked_at() {
        assertThat(declared.state()).isEqualTo(UsageFeed.State.NEW);
        assertThat(declared.lastFileAt()).isEmpty();
    }

    @Test
    void it_says_since_when_it_is_away_and_the_latest_reason() {
        UsageFeed away = declared.reached(NINE).lost(TEN, "Connection refused").lost(ELEVEN, "Auth fail");
        assertThat(away.state()).isEqualTo(UsageFeed.State.AWAY);
        assertThat(away.since()).isEqualTo(TEN);
        assertThat(away.failure()).isEqualTo("Auth fail");
        UsageFeed back = away.reached(ELEVEN);
        assertThat(back.since()).isEqualTo(ELEVEN);
        assertThat(back.failure()).isEmpty();
    }

    @Test
    void reached_again_it_is_up_since_the_first_time() {
        assertThat(declared.reached(TEN).reached(ELEVEN).since()).isEqualTo(TEN);
    }

    @Test
    void a_file_changes_nothing_else() {
        UsageFeed took = declared.reached(NINE).took(ELEVEN);
        assertThat(took.lastFileAt()).contains(ELEVEN);
        assertThat(took.since()).isEqualTo(NINE);
        assertThat(took.lost(ELEVEN, "gone").lastFileAt()).contains(ELEVEN);
    }

    @Test
    void a_reason_without_end_is_cut() {
        assertThat(declared.lost(TEN, "x".repeat(1_000)).failure()).hasSize(255);
    }

    @Test
    void a_delivery_names_who_brought_it_as_far_as_the_register_holds_it() {
        assertThat(new Delivery(UsageChannel.SFTP, "s".repeat(100)).by()).hasSize(64);
        assertThat(Delivery.byFolder()).isEqualTo(new Delivery(UsageChannel.FOLDER, "inbox"));
    }

    @Test
    void a_name_that_a_file_may_be_delivered_by_leads_out_of_no_folder() {
        assertThat(UsageFile.isName("msc1_20261204.csv")).isTrue();
        assertThat(UsageFile.isName("../msc1.csv")).isFalse();
        assertThat(UsageFile.isName(".hidden")).isFalse();
        assertThat(UsageFile.isName("")).isFalse();
        assertThat(UsageFile.isName("a".repeat(101))).isFalse();
    }
}
