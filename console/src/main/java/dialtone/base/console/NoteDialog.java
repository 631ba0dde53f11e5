package dialtone.base.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.primefaces.PrimeFaces;

/**
 * The dialog of a list in which a person says of one row what was found or agreed, and with that decides it. With reasons against it the dialog stays
 * open and shows them.
 *
 * @param <R> a row of the list
 */
public final class NoteDialog<R extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    private static final String NOTE = "note";

    private final Map<String, String> entered = new HashMap<>();
    private @Nullable R chosen;
    private List<Rejection> refusals = List.of();
    private String done = "";

    /** Opens it for a row. */
    public void choose(R row) {
        chosen = row;
        refusals = List.of();
        done = "";
        entered.put(NOTE, "");
    }

    /**
     * Decides the row with the note; tells the browser by {@code args.open} whether the dialog stays.
     *
     * @param said what was done, as a sentence
     */
    public void decide(Function<String, ? extends Outcome<?>> decision, String said) {
        refusals = decision.apply(Optional.ofNullable(entered.get(NOTE)).orElse(""))
                .fold(decided -> List.of(), reasons -> reasons);
        PrimeFaces.current().ajax().addCallbackParam("open", !refusals.isEmpty());
        if (refusals.isEmpty()) {
            done = said;
            chosen = null;
        }
    }

    public boolean isOpen() {
        return chosen != null;
    }

    /** The row that it is about. */
    public R row() {
        return Optional.ofNullable(chosen).orElseThrow();
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What was done last; empty before, and while it is open. */
    public String done() {
        return done;
    }

    /** What the person types in it: {@code note}. */
    public Map<String, String> entered() {
        return entered;
    }
}
