package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.order.TermWaiver;
import dialtone.order.WaiverReason;
import dialtone.order.service.TermWaivers;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A dialog in which something is left that may have a minimum term: what has been asked for of exceptions from that, and asking for one.
 *
 * @param <V> what is shown of what is chosen
 */
public abstract class TermDesk<V extends Serializable> extends ProductDesk<V> {
    private static final long serialVersionUID = 1;

    private static final String REASON = "waiver-reason";
    private static final String NOTE = "waiver-note";

    @EJB
    private TermWaivers waivers;

    @Inject
    private SignedIn signedIn;

    private WaiverView waiver = WaiverView.NONE;

    /** Id of what would be left. */
    private String left = "";

    TermDesk(V nothing) {
        super(nothing);
    }

    /** Judges what is chosen once more: other terms bind than before. */
    abstract void judgeAnew();

    /** Whether leaving what is left costs something, or is not possible yet. */
    public abstract boolean isDear();

    @Override
    void open(String asked) {
        super.open(asked);
        entered().putAll(Map.of(REASON, "", NOTE, ""));
        leave(asked);
    }

    /** An exception is about this product from now on; empty for none. */
    void leave(String product) {
        left = product;
        waiver = product.isEmpty() ? WaiverView.NONE : view(waivers.of(new ProductId(product)));
    }

    String left() {
        return left;
    }

    /** Asks for an exception from the minimum term; one that needs nobody else holds at once. */
    public void askWaiver() {
        ProductId asked = new ProductId(left);
        WaiverReason reason = WaiverReason.of(text(REASON)).orElse(WaiverReason.WITHDRAWAL);
        waiver = waivers.ask(asked, reason, text(NOTE), signedIn.name())
                .fold(granted -> view(List.of(granted)), WaiverView::refused);
        judgeAnew();
    }

    /** Of the one that this person has asked for. */
    public void takeWaiverBack() {
        waiver = waivers.takeBack(waiver.own(), signedIn.name())
                .fold(taken -> view(List.of(taken)), WaiverView::refused);
    }

    private WaiverView view(List<TermWaiver> known) {
        return WaiverView.of(known, today(), signedIn.name());
    }

    /** What has been asked for already. */
    public WaiverView waiver() {
        return waiver;
    }

    public List<WaiverReason> waiverReasons() {
        return List.of(WaiverReason.values());
    }

    /** Why what is chosen is not offered for now, but for the day from which what the customer has may be left. */
    public List<Rejection> bound() {
        return List.of();
    }
}
