package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.order.TermWaiver;
import dialtone.order.WaiverReason;
import dialtone.order.service.TermWaivers;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * The end of a product: from when, and what that means before it is ordered. What may not be left yet is offered for the day from which it
 * may, or at once where an exception from the minimum term holds.
 */
@Named("ending")
@ViewScoped
public class EndingDesk extends ProductDesk<EndingView> {
    private static final long serialVersionUID = 1;

    private static final String REASON = "waiver-reason";
    private static final String NOTE = "waiver-note";

    @EJB
    private TermWaivers waivers;

    @Inject
    private SignedIn signedIn;

    private String settled = "";
    private List<Rejection> bound = List.of();
    private WaiverView waiver = WaiverView.NONE;

    public EndingDesk() {
        super(EndingView.NOTHING);
    }

    /** Says what ending a product would mean now, or on the first day on which it may be left, or why it cannot be ended. */
    public void ask(String asked) {
        open(asked);
        entered().putAll(Map.of(REASON, "", NOTE, ""));
        waiver = view(waivers.of(new ProductId(asked)));
        settled = "";
        settle();
        bound = contract().freeOn().isEmpty() ? List.of() : contract().refusals();
        if (!bound.isEmpty()) {
            startOn(contract().freeOn());
            settle();
        }
    }

    @Override
    public void settle() {
        String choice = text(FROM) + " " + text(DATE);
        if (!product().isEmpty() && !choice.equals(settled)) {
            settled = choice;
            preview();
        }
    }

    @Override
    List<PlaceOrder.Item> items() {
        return List.of(PlaceOrder.Item.end("1", product(), "product"));
    }

    @Override
    EndingView shown(OrderPreview preview, LocalDate on) {
        return EndingView.of(preview, on);
    }

    /** Asks for an exception from the minimum term; one that needs nobody else holds at once. */
    public void askWaiver() {
        ProductId asked = new ProductId(product());
        WaiverReason reason = WaiverReason.of(text(REASON)).orElse(WaiverReason.WITHDRAWAL);
        waiver = waivers.ask(asked, reason, text(NOTE), signedIn.name())
                .fold(granted -> view(List.of(granted)), WaiverView::refused);
        if (waiver.holds()) {
            bound = List.of();
            startOn("");
        }
        settled = "";
        settle();
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

    /** Whether leaving it costs something, or is not possible yet. */
    public boolean isDear() {
        return contract().bind() || !bound.isEmpty() || !view().fees().isEmpty();
    }

    /** Why it is not offered for now, but for the day from which it may be left. */
    public List<Rejection> bound() {
        return bound;
    }
}
