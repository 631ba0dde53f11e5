package dialtone.base.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a page with forms has: what its address says, what was typed in, what is refused of it, and what has been done. */
public abstract class FormPage implements Serializable {
    private static final long serialVersionUID = 1;

    /** Longest id that is looked for. */
    private static final int MAX_ID = 32;

    private final Map<String, String> entered = new HashMap<>();
    private List<Rejection> refusals = List.of();
    private String done = "";

    /** An id in the address; empty without one, and where it is longer than any. */
    protected static Optional<String> id(String parameter) {
        return Optional.ofNullable(external().getRequestParameterMap().get(parameter))
                .filter(id -> !id.isBlank() && id.length() <= MAX_ID);
    }

    /** Answers 404. */
    protected static void notFound(String what) throws IOException {
        external().responseSendError(HttpServletResponse.SC_NOT_FOUND, what);
        FacesContext.getCurrentInstance().responseComplete();
    }

    /** Leads to another page of the console. */
    protected static void redirect(String path) throws IOException {
        external().redirect(external().getRequestContextPath() + path);
    }

    private static ExternalContext external() {
        return FacesContext.getCurrentInstance().getExternalContext();
    }

    /** What a field holds, without blanks around it. */
    protected String text(String field) {
        return Objects.requireNonNullElse(entered.get(field), "").strip();
    }

    /** Nothing of it was done. */
    protected void refuse(List<Rejection> reasons) {
        refusals = List.copyOf(reasons);
        done = "";
    }

    /** Nothing of it was done. */
    protected void refuse(Rejection reason) {
        refuse(List.of(reason));
    }

    /** What is refused of it; nothing where it was done. */
    protected void note(Outcome<?> outcome) {
        List<Rejection> reasons = outcome.fold(accepted -> List.<Rejection>of(), refused -> refused);
        refuse(reasons);
    }

    /** @param words what to say of it */
    protected void done(String words) {
        refusals = List.of();
        done = words;
    }

    protected boolean isRefused() {
        return !refusals.isEmpty();
    }

    /** What the forms hold, by field. */
    public Map<String, String> entered() {
        return entered;
    }

    /** Of a field; of none in particular where that is empty. */
    public List<Rejection> refusals(String field) {
        return refusals.stream()
                .filter(refusal -> refusal.field().equals(field))
                .toList();
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What has been done last; empty when nothing, or when it was refused. */
    public String done() {
        return done;
    }
}
