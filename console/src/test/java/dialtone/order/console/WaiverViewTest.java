package dialtone.order.console;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.order.TermWaiver;
import dialtone.order.WaiverReason;
import dialtone.party.CustomerId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the dialog for an end says of exceptions from the minimum term. */
class WaiverViewTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static TermWaiver asked() {
        return new TermWaiver(
                "WAI-1",
                new TermWaiver.Asked(
                        new ProductId("PRD-1-1"),
                        new CustomerId("CUS-1"),
                        WaiverReason.DEATH,
                        "x",
                        Instant.EPOCH,
                        "csr"),
                NOON);
    }

    private static WaiverView view(TermWaiver... waivers) {
        return WaiverView.of(List.of(waivers), LocalDate.parse("2026-12-25"), "csr");
    }

    @Test
    void one_that_waits_or_holds_says_so_and_one_that_was_refused_may_be_asked_for_again() {
        TermWaiver waiver = asked();
        assertThat(view(waiver).state())
                .isEqualTo("An exception is asked for, death of the customer, WAI-1: it waits for another person.");
        assertThat(view(waiver).waits()).isTrue();
        assertThat(view(waiver).own()).isEqualTo("WAI-1");
        assertThat(WaiverView.of(List.of(waiver), LocalDate.parse("2026-12-25"), "other")
                        .own())
                .isEmpty();
        waiver.grant("ops", "", LocalDate.parse("2026-11-25"), NOON);
        WaiverView granted = view(waiver, asked());
        assertThat(granted.holds()).isTrue();
        assertThat(granted.state())
                .isEqualTo(
                        "An exception is granted, death of the customer, WAI-1, for an order that begins by 25 Dec 2026.");
        assertThat(WaiverView.of(List.of(waiver), LocalDate.parse("2026-12-26"), "csr"))
                .as("its days are over")
                .isEqualTo(WaiverView.NONE);
        TermWaiver refused = asked();
        refused.refuse("ops", "No certificate.", NOON);
        assertThat(view(refused).state()).isEmpty();
        assertThat(view(refused).refusals())
                .extracting(Rejection::message)
                .containsExactly("The last one, death of the customer, WAI-1, was refused: No certificate.");
        TermWaiver mistaken = asked();
        mistaken.refuse("csr", "", NOON);
        assertThat(view(mistaken)).isEqualTo(WaiverView.NONE);
        assertThat(view()).isEqualTo(WaiverView.NONE);
    }
}
