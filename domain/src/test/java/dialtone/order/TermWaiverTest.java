package dialtone.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.order.TermWaiver.State;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which terms an exception frees, and until when: Mobile M of 25 November, asked about on 10 January. */
class TermWaiverTest {

    private static final Instant BEGUN = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant ASKED = Instant.parse("2027-01-10T10:00:00Z");
    private static final Instant GRANTED = Instant.parse("2027-01-12T10:00:00Z");

    private static TermWaiver asked(WaiverReason reason, Instant from) {
        return new TermWaiver("WAI-1", said(reason, "certificate", from), ASKED);
    }

    private static TermWaiver.Asked said(WaiverReason reason, String note, Instant from) {
        return new TermWaiver.Asked(new ProductId("PRD-1-1"), new CustomerId("CUS-1"), reason, note, from, "csr");
    }

    private static TermWaiver granted() {
        TermWaiver waiver = asked(WaiverReason.DEATH, Instant.EPOCH);
        waiver.grant("ops", "Seen.", LocalDate.parse("2027-01-12"), GRANTED);
        return waiver;
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T10:00:00Z, 2027-02-11, true",
        "2026-11-25T10:00:00Z, 2027-02-12, false",
        "2027-01-10T10:00:00Z, 2027-01-12, true",
        "2027-01-10T10:00:01Z, 2027-01-12, false",
    })
    void it_frees_terms_that_had_begun_for_thirty_days(Instant begun, LocalDate day, boolean free) {
        assertThat(granted().frees(begun, day)).isEqualTo(free);
    }

    @Test
    void what_is_asked_for_or_refused_frees_nothing() {
        LocalDate day = LocalDate.parse("2027-01-12");
        TermWaiver waiver = asked(WaiverReason.MOVE, Instant.EPOCH);
        assertThat(waiver.frees(BEGUN, day)).isFalse();
        assertThat(waiver.isOpen(day)).isTrue();
        waiver.refuse("ops", "Not known there.", GRANTED);
        assertThat(waiver.frees(BEGUN, day)).isFalse();
        assertThat(waiver.isOpen(day)).isFalse();
        assertThat(waiver.state()).isEqualTo(State.REFUSED);
        assertThat(waiver.decidedBy()).contains("ops");
        assertThat(waiver.decidedAt()).contains(GRANTED);
        assertThat(waiver.answer()).isEqualTo("Not known there.");
        assertThat(waiver.isTakenBack()).isFalse();
        TermWaiver mistaken = asked(WaiverReason.MOVE, Instant.EPOCH);
        mistaken.refuse("CSR", "", GRANTED);
        assertThat(mistaken.isTakenBack()).isTrue();
        assertThatThrownBy(() -> waiver.refuse("ops", "", GRANTED)).isInstanceOf(IllegalStateException.class);
        assertThat(waiver.objection("admin")).map(Rejection::code).contains("NOT_IN_VALID_STATE");
    }

    @Test
    void a_withdrawal_is_from_one_contract_and_within_its_days() {
        TermWaiver waiver = asked(WaiverReason.WITHDRAWAL, BEGUN);
        assertThat(waiver.objection("csr")).as("nobody has to agree").isEmpty();
        waiver.grant("csr", "", LocalDate.parse("2027-01-10"), ASKED);
        assertThat(waiver.frees(BEGUN, LocalDate.parse("2027-01-10"))).isTrue();
        assertThat(waiver.frees(BEGUN.minusSeconds(1), LocalDate.parse("2027-01-10")))
                .as("what an earlier plan has left running")
                .isFalse();
        assertThat(TermWaiver.lastDayOfWithdrawal(LocalDate.parse("2026-11-25")))
                .isEqualTo("2026-12-09");
        assertThat(TermWaiver.firstDayOfWithdrawal(LocalDate.parse("2026-12-09")))
                .isEqualTo("2026-11-25");
    }

    @Test
    void it_is_granted_by_another_person_and_says_what_it_is_known_by() {
        TermWaiver waiver = asked(WaiverReason.GOODWILL, Instant.EPOCH);
        assertThat(waiver.objection("CSR")).map(Rejection::code).contains("SECOND_PERSON_REQUIRED");
        assertThat(waiver.objection("ops")).isEmpty();
        assertThat(granted().validUntil()).contains(LocalDate.parse("2027-02-11"));
        assertThat(granted().isOpen(LocalDate.parse("2027-02-11"))).isTrue();
        assertThat(granted().isOpen(LocalDate.parse("2027-02-12"))).isFalse();
        assertThat(granted().words()).isEqualTo("death of the customer, WAI-1");
        assertThat(said(WaiverReason.DEATH, " ", Instant.EPOCH).objection())
                .map(Rejection::code)
                .contains("REASON_REQUIRED");
        assertThat(said(WaiverReason.WITHDRAWAL, "", Instant.EPOCH).objection()).isEmpty();
        assertThat(said(WaiverReason.DEATH, "x".repeat(256), Instant.EPOCH).objection())
                .map(Rejection::code)
                .contains("TOO_LONG");
        assertThat(said(WaiverReason.DEATH, "x", Instant.EPOCH).objection()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(WaiverReason.class)
    void each_reason_is_known_by_its_key(WaiverReason reason) {
        assertThat(WaiverReason.of(reason.key())).contains(reason);
        assertThat(reason.key()).matches("[a-z-]+");
        assertThat(WaiverReason.of("whim")).isEmpty();
    }
}
