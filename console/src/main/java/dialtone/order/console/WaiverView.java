package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.order.TermWaiver;
import java.io.Serializable;
import java.util.List;

/**
 * What is known of exceptions from a product's minimum term where it is ended.
 *
 * @param state    a sentence; empty when none is open
 * @param holds    whether it is granted
 * @param refusals why it is not taken
 */
public record WaiverView(String state, boolean holds, List<Rejection> refusals) implements Serializable {

    static final WaiverView NONE = new WaiverView("", false, List.of());

    public WaiverView {
        refusals = List.copyOf(refusals);
    }

    /** @param waivers of the product, the latest first */
    static WaiverView of(List<TermWaiver> waivers) {
        if (waivers.isEmpty()) {
            return NONE;
        }
        TermWaiver latest = waivers.getFirst();
        return switch (latest.state()) {
            case ASKED ->
                new WaiverView(
                        "An exception is asked for, " + latest.words() + ": it waits for another person.",
                        false,
                        List.of());
            case GRANTED ->
                new WaiverView(
                        "An exception is granted, " + latest.words() + ", for an order that begins by "
                                + latest.validUntil().orElseThrow() + ".",
                        true,
                        List.of());
            case REFUSED ->
                new WaiverView(
                        "",
                        false,
                        List.of(Rejection.of(
                                "REFUSED", "The last one, " + latest.words() + ", was refused: " + latest.answer())));
        };
    }

    static WaiverView refused(List<Rejection> reasons) {
        return new WaiverView("", false, reasons);
    }
}
