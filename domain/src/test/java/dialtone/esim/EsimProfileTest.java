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
import java.util.ArrayList;
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
        profile.reminded(1, RULES, first);
        profile.reminded(1, RULES, first);
        assertThat(profile.reminders()).isEqualTo(1);
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofDays(14)));
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(14)))).contains(2);
        profile.reminded(2, RULES, READY.plus(Duration.ofDays(14)));

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
        profile.reminded(1, RULES, READY.plus(Duration.ofDays(3)));
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
    void who_tries_again_and_again_is_called_an_hour_after_the_first_time() {
        take(0, 2, Result.FAILED);
        take(50 * 60, 2, Result.FAILED);
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofHours(1)));
        take(55 * 60, 3, Result.EXECUTED);
        take(56 * 60, 4, Result.FAILED);
        assertThat(profile.dueAt()).as("it has not been installed").contains(READY.plus(Duration.ofHours(1)));
        take(100 * 60, 2, Result.FAILED);
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofHours(1)));
        profile.attend(RULES, READY.plus(Duration.ofMinutes(100)));
        assertThat(profile.concern()).contains(Concern.FAILED);
    }

    @Test
    void a_failure_after_it_was_loaded_for_hours_is_another_one() {
        take(0, 2, Result.FAILED);
        take(60, 3, Result.EXECUTED);
        take(20_000, 4, Result.FAILED);
        assertThat(profile.dueAt()).contains(READY.plusSeconds(20_000 + 3600));
    }

    @Test
    void one_mail_tells_what_several_reminders_would_have_told() {
        Instant late = READY.plus(Duration.ofDays(15));
        assertThat(profile.attend(RULES, late)).contains(1);
        profile.reminded(1, RULES, late);
        assertThat(profile.reminders()).isEqualTo(2);
        assertThat(profile.attend(RULES, late.plus(Duration.ofDays(1)))).isEmpty();
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofDays(30)));
    }

    @Test
    void who_is_just_loading_it_is_not_reminded_before_it_can_be_installed() {
        take(10, 2, Result.FAILED);
        profile.attend(RULES, READY.plus(Duration.ofDays(1)));
        assertThat(profile.seenTo("csr", "Buys a telephone.", READY)).isEmpty();
        Instant now = READY.plus(Duration.ofDays(3)).plusSeconds(5);
        take((int) Duration.between(READY, now).toSeconds(), 3, Result.EXECUTED);
        assertThat(profile.attend(RULES, now.plus(Duration.ofMinutes(59)))).isEmpty();
        assertThat(profile.attend(RULES, now.plus(Duration.ofHours(1)))).contains(1);
        assertThat(profile.attend(RULES, now.plus(Duration.ofMinutes(69)))).isEmpty();
    }

    @Test
    void a_notice_while_a_reminder_is_on_its_way_does_not_have_it_sent_twice() {
        Instant first = READY.plus(Duration.ofDays(3));
        assertThat(profile.attend(RULES, first)).contains(1);
        take((int) Duration.ofDays(3).toSeconds(), 3, Result.EXECUTED);
        assertThat(profile.attend(RULES, first.plusSeconds(1))).isEmpty();
    }

    @Test
    void a_mailbox_that_takes_nothing_is_given_up_and_its_customer_called_in_the_end() {
        Instant now = READY.plus(Duration.ofDays(3));
        List<Duration> waited = new ArrayList<>();
        while (profile.attend(RULES, now).isPresent()) {
            profile.refused(1, RULES, now);
            waited.add(Duration.between(now, profile.dueAt().orElseThrow()));
            now = profile.dueAt().orElseThrow();
            if (profile.reminders() == 1) {
                break;
            }
        }
        assertThat(waited).hasSize(4).startsWith(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofDays(1));
        assertThat(now).as("the second one is tried anew").isEqualTo(READY.plus(Duration.ofDays(14)));
        assertThat(profile.attend(RULES, now)).contains(2);
        profile.refused(1, RULES, now);
        assertThat(profile.dueAt()).as("of that nobody asks any more").contains(now.plus(Duration.ofMinutes(10)));
        profile.refused(2, RULES, now);
        profile.refused(2, RULES, now);
        profile.refused(2, RULES, now);
        profile.refused(2, RULES, now);
        assertThat(profile.dueAt()).contains(READY.plus(Duration.ofDays(30)));
    }

    @Test
    void who_waits_for_a_call_keeps_his_place_and_his_reason_when_it_becomes_overdue() {
        take(10, 4, Result.FAILED);
        Instant since = READY.plus(Duration.ofDays(1));
        profile.attend(RULES, since);
        Instant last = READY.plus(Duration.ofDays(30));
        assertThat(profile.attend(RULES, last)).isEmpty();
        assertThat(profile.concernAt()).contains(since);
        assertThat(profile.concern()).contains(Concern.FAILED);
        assertThat(profile.advice()).contains("could not load");
        assertThat(profile.dueAt()).isEmpty();

        assertThat(profile.seenTo("csr", "Tries again.", last)).isEmpty();
        int later = (int) Duration.ofDays(40).toSeconds();
        take(later, 4, Result.FAILED);
        assertThat(profile.dueAt()).contains(READY.plusSeconds(later + 3600));
        profile.attend(RULES, READY.plusSeconds(later + 3600));
        assertThat(profile.concern()).as("a new failure").contains(Concern.FAILED);
        take(later + 4000, 3, Result.EXECUTED);
        profile.attend(RULES, READY.plusSeconds(later + 9000));
        assertThat(profile.dueAt()).as("he waits for a call already").isEmpty();
        assertThat(profile.advice()).contains("not installed it");
    }

    @Test
    void advice_says_when_the_next_failure_may_be_the_last() {
        take(10, 2, Result.FAILED);
        profile.attend(RULES, READY.plus(Duration.ofDays(1)));
        assertThat(profile.advice()).contains("if it fails again, order another eSIM");
    }

    @Test
    void a_clock_that_is_ahead_keeps_nobody_waiting_and_hides_nothing() {
        Instant ahead = Instant.parse("2099-01-01T00:00:00Z");
        assertThat(profile.take(notice(2, Result.FAILED, ahead), RULES, READY.plusSeconds(10)))
                .isEqualTo(Effect.APPLIED);
        assertThat(profile.toldAt()).contains(READY.plusSeconds(10));
        assertThat(profile.dueAt()).contains(READY.plusSeconds(10 + 3600));
        assertThat(take(20, 3, Result.EXECUTED)).isEqualTo(Effect.APPLIED);
        Instant soon = READY.plusSeconds(30 + 240);
        profile.take(notice(1, Result.EXPIRED, soon), RULES, READY.plusSeconds(30));
        assertThat(profile.toldAt()).as("clocks differ a little").contains(soon);
        profile.attend(RULES, READY.plusSeconds(30));
        assertThat(profile.isOfConcern()).isTrue();
    }

    @Test
    void the_telephone_is_the_one_that_the_state_is_about() {
        take(10, 4, Result.EXECUTED);
        String other = "89049032000000000000000000000099";
        DownloadNotice scanned =
                new DownloadNotice("call-2", ICCID, Optional.of(other), 1, Result.FAILED, "", READY.plusSeconds(90));
        assertThat(profile.take(scanned, RULES, READY.plusSeconds(90))).isEqualTo(Effect.NOTED);
        assertThat(profile.eid()).contains("89049032000000000000000000000017");
    }

    @Test
    void one_that_nothing_can_be_known_of_is_left_alone_until_something_is_told() {
        Instant later = READY.plus(Duration.ofDays(4));
        profile.waitUntil(later);
        assertThat(profile.dueAt()).contains(later);
        profile.waitUntil(READY);
        assertThat(profile.dueAt()).contains(later);
        profile.leaveAlone();
        profile.waitUntil(later);
        assertThat(profile.attend(RULES, READY.plus(Duration.ofDays(40)))).isEmpty();
        assertThat(profile.isOfConcern()).isFalse();
        take(10, 1, Result.FAILED);
        assertThat(profile.dueAt()).isPresent();
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
        return profile.take(notice(point, result, READY.plusSeconds(seconds)), RULES, READY.plusSeconds(seconds));
    }

    private static DownloadNotice notice(int point, Result result, Instant at) {
        return new DownloadNotice(
                "call-1",
                ICCID,
                Optional.of("89049032000000000000000000000017"),
                point,
                result,
                result == Result.EXECUTED ? "" : "8.2.7 3.8: wrong code",
                at);
    }
}
