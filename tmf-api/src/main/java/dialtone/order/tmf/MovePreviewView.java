package dialtone.order.tmf;

import dialtone.order.OrderId;
import dialtone.order.service.ProcessMoves;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;

/**
 * What a move would do.
 *
 * @param orders       that are meant
 * @param more         whether there are more, for another move
 * @param movable      that would be moved
 * @param falloutTasks open ones of these, whose steps would be performed again
 * @param notMovable   why others would stay
 */
@JsonbPropertyOrder({"orders", "more", "movable", "falloutTasks", "notMovable"})
public record MovePreviewView(int orders, boolean more, int movable, int falloutTasks, List<KeptView> notMovable) {

    public MovePreviewView {
        notMovable = List.copyOf(notMovable);
    }

    /**
     * @param message  of the first of them
     * @param examples ids of some of them
     */
    @JsonbPropertyOrder({"code", "message", "orders", "examples"})
    public record KeptView(String code, String message, int orders, List<String> examples) {
        public KeptView {
            examples = List.copyOf(examples);
        }
    }

    static MovePreviewView of(ProcessMoves.Preview preview) {
        return new MovePreviewView(
                preview.orders(),
                preview.more(),
                preview.movable(),
                preview.tasks(),
                preview.kept().stream()
                        .map(kept -> new KeptView(
                                kept.code(),
                                kept.message(),
                                kept.orders(),
                                kept.examples().stream().map(OrderId::value).toList()))
                        .toList());
    }
}
