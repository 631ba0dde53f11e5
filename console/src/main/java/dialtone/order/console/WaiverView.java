package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Days;
import dialtone.order.DecisionRequest;
import dialtone.order.TermWaiver;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;

/**
 * What is known of exceptions from a product's minimum term where it is ended.
 *
 * @param state    a sentence; empty when none waits or may still be used
 * @param waits    whether another person has to agree
 * @param holds    whether it is granted
 * @param own      id of one that waits and that the reader has asked for; empty when there is none
 * @param refusals why it is not taken
 */
public record WaiverView(String state, boolean waits, boolean holds, String own, List<Rejection> refusals)
        implements Serializable {

    static final WaiverView NONE = refused(List.of());

    public WaiverView {
        refusals = List.copyOf(refusals);
    }

    /**
     * @param waivers of the product, the latest first
     * @param today   in the zone of its account
     * @param reader  login
     */
    static WaiverView of(List<TermWaiver> waivers, LocalDate today, String reader) {
        if (waivers.isEmpty()) {
            return NONE;
        }
        TermWaiver latest = waivers.getFirst();
        boolean own = DecisionRequest.isSamePerson(latest.askedBy(), reader);
        return switch (latest.state()) {
            case ASKED ->
                new WaiverView(
                        "An exception is asked for, " + latest.words() + ": it waits for another person.",
                        true,
                        false,
                        own ? latest.id() : "",
                        List.of());
            case GRANTED ->
                latest.isOpen(today)
                        ? new WaiverView(
                                "An exception is granted, " + latest.words() + ", for an order that begins by "
                                        + Days.text(latest.validUntil().orElseThrow()) + ".",
                                false,
                                true,
                                "",
                                List.of())
                        : NONE;
            case REFUSED -> latest.isTakenBack() ? NONE : refused(List.of(refusal(latest)));
        };
    }

    private static Rejection refusal(TermWaiver waiver) {
        return Rejection.of("REFUSED", "The last one, " + waiver.words() + ", was refused: " + waiver.answer());
    }

    static WaiverView refused(List<Rejection> reasons) {
        return new WaiverView("", false, false, "", reasons);
    }
}
