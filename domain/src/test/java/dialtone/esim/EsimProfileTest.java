package dialtone.esim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.catalog.DownloadRules;
import dialtone.esim.DownloadNotice.Effect;
import dialtone.esim.DownloadNotice.Result;
import dialtone.esim.EsimProfile.Concern;
import dialtone.esim.EsimProfile.State;
import dialtone.order.OrderId;
import dialtone.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EsimProfileTest {

    private static final Instant READY = Instant.parse("2026-11-25T10:00:00Z");
    private static final String ICCID = "8949000000000000001";
    private static final DownloadRules RULES = new DownloadRules(
            List.of(Duration.ofDays(3), Duration.ofDays(14)), Duration.ofDays(30), Duration.ofHours(1));

    private final EsimProfile profile = new EsimProfile(
            ICCID,
            new EsimProfile.Owner(new OrderId("ORD-1"), "1", "ORD-1-S7", new CustomerId("CUS-1"), "4915100000001"),
            RULES,
            READY);

    /** Seconds since it was ready, point and status, as they come in; then what they do and what the profile is. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10 3 EXECUTED                               | APPLIED                | DOWNLOADED | true
            10 3 EXECUTED, 10 4 EXECUTED                | APPLIED APPLIED        | INSTALLED  | false
            10 4 EXECUTED, 10 3 EXECUTED                | APPLIED LATE           | INSTALLED  | false
            10 4 EXECUTED, 99 1 FAILED                  | APPLIED NOTED          | INSTALLED  | false
            10 4 EXECUTED, 99 101 EXECUTED              | APPLIED NOTED          | INSTALLED  | false
            10 1 EXECUTED                               | NOTED                  | WAITING    | true
            10 5 EXECUTED                               | NOTED                  | WAITING    | true
            10 102 FAILED                               | NOTED                  | WAITING    | true
            10 1 FAILED                                 | APPLIED                | FAILED     | true
            10 2 FAILED, 20 3 EXECUTED, 21 4 EXECUTED   | APPLIED APPLIED APPLIED| INSTALLED  | false
            20 3 EXECUTED, 10 2 FAILED                  | APPLIED LATE           | DOWNLOADED | true
            20 4 FAILED, 10 3 EXECUTED                  | APPLIED LATE           | FAILED     | true
            20 2 FAILED, 10 4 EXECUTED                  | APPLIED APPLIED        | INSTALLED  | false
            10 2 EXPIRED                                | APPLIED                | EXPIRED    | false
            """)
    void what_is_told_in_whatever_order_leaves_what_is_true(
            String notices, String effects, State state, boolean usable) {
        List<String> did = List.of(notices.split(",")).stream()
                .map(text -> text.strip().split(" "))
                .map(word -> take(Integer.parseInt(word[0]), Integer.parseInt(word[1]), Result.valueOf(word[2])))
                .map(Effect::name)
                .toList();
        assertThat(String.join(" ", did)).isEqualTo(effects.strip());
        assertThat(profile.state()).isEqualTo(state);
        assertThat(profile.isCodeUsable()).isEqualTo(usable);
    }

    @Test
    void a_customer_who_never_loads_it_is_reminded_twice_and_then_called() {
        Instant first = READY.plus(Duration.ofDays(3));
        assertThat(profile.dueAt()).contains(first);
        assertThat(profile.attend(RULES, first.minusSeconds(1))).isEmpty();

        assertThat(profile.attend(RULES, first)).contains(1);
        assertThat(profile.dueAt())
                .as("until it is said that it has gone out")
                .contains(first.plus(Duration.ofMinutes(10)));
        assertThat(profile.attend(RULES, first.plus(Duration.ofMinutes(10)))).contains(1);
        profile.reminded(1, RULES);
        profile.reminded(1, RULES);
        assertThat(profile.reminders()).isEqualTo(1);
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofDays(14)));
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(14)))).contains(2);
        profile.reminded(2, RULES);

        Instant last = READY.plus(Duration.ofDays(30));
        assertThat(profile.dueAt()).contains(last);
        assertThat(profile.attend(RULES, last)).isEmpty();
        assertThat(profile.concern()).contains(Concern.OVERDUE);
        assertThat(profile.concernAt()).contains(last);
        assertThat(profile.isOfConcern()).isTrue();
        assertThat(profile.advice()).contains("still wanted");
        assertThat(profile.dueAt()).isEmpty();
        assertThat(profile.isCodeUsable()).as("he may load it all the same").isTrue();

        assertThat(profile.seenTo("csr", " ", last)).map(Rejection::code).contains("MISSING");
        assertThat(profile.seenTo("csr", "x".repeat(501), last))
                .map(Rejection::code)
                .contains("TOO_LONG");
        assertThat(profile.seenTo("csr", "On a journey, loads it in May.", last))
                .isEmpty();
        assertThat(profile.isOfConcern()).isFalse();
        assertThat(profile.advice()).isEmpty();
        assertThat(profile.note()).contains("On a journey, loads it in May.");
        assertThat(profile.seenTo("csr", "Again.", last)).map(Rejection::code).contains("NOT_IN_VALID_STATE");
    }

    @Test
    void who_loads_it_is_not_reminded_any_more() {
        take(10, 3, Result.EXECUTED);
        assertThat(profile.words()).isEqualTo("Downloaded, not installed yet");
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(3))))
                .as("it does not work yet")
                .contains(1);
        take(20, 4, Result.EXECUTED);
        profile.reminded(1, RULES);
        assertThat(profile.dueAt()).isEmpty();
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(60)))).isEmpty();
        assertThat(profile.toldAt()).contains(READY.plusSeconds(20));
        assertThat(profile.words()).isEqualTo("Installed on the telephone");
    }

    @Test
    void a_failure_is_a_persons_only_when_the_customer_has_not_mended_it_himself() {
        take(10, 2, Result.FAILED);
        assertThat(profile.words()).isEqualTo("Failed at the confirmation (8.2.7 3.8: wrong code)");
        assertThat(profile.isOfConcern()).isFalse();
        assertThat(profile.dueAt()).contains(READY.plusSeconds(10).plus(Duration.ofHours(1)));

        Instant anHourLater = READY.plus(Duration.ofMinutes(61));
        assertThat(profile.attend(RULES, anHourLater)).isEmpty();
        assertThat(profile.concern()).contains(Concern.FAILED);
        assertThat(profile.advice()).contains("could not load");
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofDays(30)));
        take(4000, 2, Result.FAILED);
        assertThat(profile.concernAt()).as("the same concern").contains(anHourLater);

        assertThat(profile.seenTo("csr", "Tries at home.", anHourLater)).isEmpty();
        take(9000, 4, Result.FAILED);
        assertThat(profile.dueAt()).as("another failure").contains(READY.plusSeconds(9000 + 3600));
        profile.attend(RULES, READY.plus(Duration.ofDays(1)));
        assertThat(profile.isOfConcern()).isTrue();
        assertThat(profile.note()).isEmpty();

        take(100_000, 4, Result.EXECUTED);
        assertThat(profile.isOfConcern()).isFalse();
        assertThat(profile.seenToBy()).contains(EsimProfile.BY_ITSELF);
    }

    @Test
    void one_that_is_given_out_no_more_is_a_persons_at_once_and_one_who_stays_away_after_a_failure_in_the_end() {
        take(10, 1, Result.FAILED);
        profile.attend(RULES, READY.plus(Duration.ofDays(1)));
        assertThat(profile.seenTo("csr", "Has another telephone.", READY)).isEmpty();
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(30)))).isEmpty();
        assertThat(profile.concern()).contains(Concern.OVERDUE);
        assertThat(profile.dueAt()).isEmpty();

        take(3_000_000, 1, Result.EXPIRED);
        assertThat(profile.words()).startsWith("Given out no more, at the eligibility check");
        assertThat(profile.advice()).contains("Order another eSIM");
    }

    @Test
    void what_is_told_after_its_line_has_ended_changes_nothing() {
        take(10, 1, Result.EXPIRED);
        profile.attend(RULES, READY.plusSeconds(10));
        assertThat(profile.concern()).contains(Concern.FAILED);
        profile.end(READY.plusSeconds(20));
        assertThat(profile.isOfConcern()).isFalse();
        assertThat(take(30, 4, Result.EXECUTED)).isEqualTo(Effect.AFTER_END);
        assertThat(profile.state()).isEqualTo(State.ENDED);
        assertThat(profile.words()).isEqualTo("No longer in use");
        assertThat(profile.dueAt()).isEmpty();
    }

    @Test
    void it_says_whose_it_is() {
        assertThat(profile.order()).isEqualTo(new OrderId("ORD-1"));
        assertThat(profile.customer()).isEqualTo(new CustomerId("CUS-1"));
        assertThat(List.of(profile.iccid(), profile.itemId(), profile.stepId(), profile.msisdn()))
                .containsExactly(ICCID, "1", "ORD-1-S7", "4915100000001");
        assertThat(profile.readyAt()).isEqualTo(READY);
        assertThat(profile.words()).isEqualTo("Waiting to be downloaded");
        assertThat(profile.eid()).isEmpty();
        take(10, 3, Result.EXECUTED);
        assertThat(profile.eid()).contains("89049032000000000000000000000017");
        assertThat(profile.seenToAt()).isEmpty();
    }

    @Test
    void points_have_names_and_effects_are_explained() {
        assertThat(List.of(1, 2, 3, 4, 101))
                .map(DownloadNotice::pointWords)
                .containsExactly("eligibility check", "confirmation", "download", "installation", "point 101");
        assertThat(Effect.values())
                .allSatisfy(effect -> assertThat(effect.explanation()).endsWith("."));
    }

    @Test
    void reminders_come_one_after_the_other_and_before_the_end() {
        Duration day = Duration.ofDays(1);
        assertThatThrownBy(() -> new DownloadRules(List.of(day, day), day.multipliedBy(9), day))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DownloadRules(List.of(day), day, day))
                .isInstanceOf(IllegalArgumentException.class);
        List<Duration> six =
                List.of(1, 2, 3, 4, 5, 6).stream().map(Duration::ofDays).toList();
        assertThatThrownBy(() -> new DownloadRules(six, day.multipliedBy(9), day))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Effect take(int seconds, int point, Result result) {
        return profile.take(
                new DownloadNotice(
                        "call-1",
                        ICCID,
                        Optional.of("89049032000000000000000000000017"),
                        point,
                        result,
                        result == Result.EXECUTED ? "" : "8.2.7 3.8: wrong code",
                        READY.plusSeconds(seconds)),
                RULES,
                READY.plusSeconds(seconds));
    }
}
