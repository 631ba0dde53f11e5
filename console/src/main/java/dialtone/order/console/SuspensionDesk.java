package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.base.console.Words;
import dialtone.catalog.SuspensionReason;
import dialtone.inventory.Barring;
import dialtone.inventory.InventoryState;
import dialtone.inventory.LineSuspension;
import dialtone.inventory.Product;
import dialtone.order.ItemAction;
import dialtone.order.OrderPreview;
import dialtone.order.PlaceOrder;
import dialtone.security.console.SignedIn;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A line is suspended, or comes back into use: why, from when, what it is barred from, and what that costs before it is ordered. */
@Named("suspension")
@ViewScoped
public class SuspensionDesk extends ProductDesk<SuspensionView> {
    private static final long serialVersionUID = 1;

    private static final String WHY = "why";
    private static final String BARRED = "barred";

    /** Fields of the dialogs, each with what a refusal's field has in it when it is about that. */
    private static final Map<String, String> PLACES =
            Map.of(WHY, "[" + LineSuspension.REASON + "]", BARRED, "[" + LineSuspension.BARRING + "]");

    @Inject
    private SignedIn signedIn;

    /** A choice of a dialog. */
    public record Choice(String value, String label) implements Serializable {}

    private boolean resuming;
    private String suspended = "";
    private Map<String, String> settled = Map.of();

    public SuspensionDesk() {
        super(SuspensionView.NOTHING);
    }

    /** Opens the dialog about a line: to suspend it when it is in use, to bring it back when it is suspended. */
    public void ask(String line) {
        open(line);
        entered().putAll(Map.of(WHY, "", BARRED, Barring.ALL.wire()));
        Product owned = owned();
        resuming = owned.state() == InventoryState.SUSPENDED;
        suspended = owned.suspension()
                .map(suspension -> suspension.reason().words())
                .orElse("");
        settled = Map.of();
        settle();
    }

    @Override
    public void settle() {
        Map<String, String> chosen = new HashMap<>(entered());
        chosen.values().removeIf(value -> value == null);
        if (product().isEmpty() || chosen.equals(settled)) {
            return;
        }
        settled = chosen;
        clear();
        if (resuming || !text(WHY).isEmpty()) {
            preview();
        }
    }

    @Override
    SuspensionView shown(OrderPreview preview, LocalDate on) {
        return SuspensionView.of(preview);
    }

    /** What was chosen, as it was: what of it is missing or not fit is refused beside its field. */
    @Override
    List<PlaceOrder.Item> items() {
        return List.of(
                resuming
                        ? PlaceOrder.Item.resume("1", product(), "line")
                        : new PlaceOrder.Item(
                                "1",
                                ItemAction.MODIFY,
                                Optional.empty(),
                                Optional.of(product()),
                                Optional.of(InventoryState.SUSPENDED),
                                Map.of(LineSuspension.REASON, text(WHY), LineSuspension.BARRING, text(BARRED)),
                                "line"));
    }

    /** Reasons that this login may suspend a line for. */
    public List<Choice> reasons() {
        return signedIn.suspensionRights().stream()
                .sorted()
                .map(reason -> new Choice(reason.wire(), label(reason)))
                .toList();
    }

    private static String label(SuspensionReason reason) {
        String words = Words.of(reason.wire());
        return reason == SuspensionReason.VOLUNTARY ? words + ", " + reason.words() : words;
    }

    /** Why the line is suspended; empty when it is in use. */
    public String suspended() {
        return suspended;
    }

    /** Reasons to be shown beside a field, {@code why} or {@code barred}. */
    public List<Rejection> refusals(String place) {
        String part = PLACES.getOrDefault(place, "");
        return refusals().stream()
                .filter(refusal -> refusal.field().contains(part))
                .toList();
    }

    /** Reasons that are about no field of the dialog. */
    public List<Rejection> otherRefusals() {
        return refusals().stream()
                .filter(refusal -> PLACES.values().stream().noneMatch(refusal.field()::contains))
                .toList();
    }
}
