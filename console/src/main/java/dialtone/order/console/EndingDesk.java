package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Named;
import java.time.LocalDate;
import java.util.List;

/**
 * The end of a product: from when, and what that means before it is ordered. What may not be left yet is offered for the day from which it
 * may, or at once where an exception from the minimum term holds.
 */
@Named("ending")
@ViewScoped
public class EndingDesk extends TermDesk<EndingView> {
    private static final long serialVersionUID = 1;

    private String settled = "";
    private List<Rejection> bound = List.of();

    public EndingDesk() {
        super(EndingView.NOTHING);
    }

    /** Says what ending a product would mean now, or on the first day on which it may be left, or why it cannot be ended. */
    public void ask(String asked) {
        open(asked);
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

    @Override
    void judgeAnew() {
        if (waiver().holds()) {
            bound = List.of();
            startOn("");
        }
        settled = "";
        settle();
    }

    @Override
    public boolean isDear() {
        return contract().bind() || !bound.isEmpty() || !view().fees().isEmpty();
    }

    @Override
    public List<Rejection> bound() {
        return bound;
    }
}
