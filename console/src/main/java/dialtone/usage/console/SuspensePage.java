package dialtone.usage.console;

import dialtone.base.Outcome;
import dialtone.base.Page;
import dialtone.base.Rejection;
import dialtone.base.console.Pager;
import dialtone.security.console.SignedIn;
import dialtone.usage.RecordKey;
import dialtone.usage.SuspendedUsage;
import dialtone.usage.SuspenseCase;
import dialtone.usage.SuspenseFilter;
import dialtone.usage.SuspenseResult;
import dialtone.usage.Suspension;
import dialtone.usage.UsageCorrection;
import dialtone.usage.UsageCorrection.Field;
import dialtone.usage.service.SuspenseBatches;
import dialtone.usage.service.UsageSuspense;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Suspended records, and one of them with all that was done with it. Parameters of its address: the filters reason, source, msisdn and file;
 * offset; record and its sequence for the one that is looked at.
 */
@Named
@ViewScoped
public class SuspensePage implements Serializable {
    private static final long serialVersionUID = 1;

    /** A screen's worth. */
    private static final int ROWS = 25;

    /** Nobody turns more pages than this. */
    private static final int MAX_OFFSET = 100_000;

    /** A choice of the filter. */
    public record Choice(String value, String label) implements Serializable {}

    @EJB
    private UsageSuspense suspense;

    @EJB
    private SuspenseBatches batches;

    @Inject
    private SignedIn signedIn;

    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> entered = new HashMap<>();
    private String source = "";
    private long sequence;
    private int offset;
    private List<SuspenseRow> rows = List.of();
    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<SuspenseRow> chosen = Optional.empty();
    private boolean waiting;
    private List<SuspenseActionRow> actions = List.of();
    private List<Rejection> refusals = List.of();
    private String done = "";

    @SuppressWarnings("NullAway") // the container injects
    public SuspensePage() {}

    @PostConstruct
    void open() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        for (String name : List.of("reason", "source", "msisdn", "file")) {
            query.put(name, parameters.getOrDefault(name, "").strip());
        }
        offset = Pager.offset(parameters.get("offset"), MAX_OFFSET);
        source = parameters.getOrDefault("record", "");
        String asked = parameters.getOrDefault("sequence", "");
        sequence = asked.matches("[0-9]{1,18}") ? Long.parseLong(asked) : -1;
        refresh();
        fill();
    }

    private void refresh() {
        Page<SuspendedUsage> page = suspense.list(filter(), offset, ROWS);
        rows = page.rows().stream().map(SuspenseRow::of).toList();
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        pager = Pager.of(page, ROWS, external.getRequestContextPath() + "/billing/suspense", query);
        Optional<SuspenseCase> found =
                source.isEmpty() || sequence < 0 ? Optional.empty() : suspense.find(new RecordKey(source, sequence));
        chosen = found.map(SuspenseCase::record).map(SuspenseRow::of);
        waiting = found.map(of -> of.state() == SuspenseCase.State.SUSPENDED).orElse(false);
        // of a record that was rated meanwhile its actions are left
        actions = source.isEmpty() || sequence < 0
                ? List.of()
                : suspense.actions(new RecordKey(source, sequence)).stream()
                        .map(SuspenseActionRow::of)
                        .toList();
    }

    /** The form begins with what the record has. */
    private void fill() {
        if (!source.isEmpty() && sequence >= 0) {
            suspense.find(new RecordKey(source, sequence)).ifPresent(found -> {
                for (Field field : Field.values()) {
                    entered.put(
                            field.wire(), UsageCorrection.text(found.record().event(), field));
                }
            });
        }
    }

    private SuspenseFilter filter() {
        String file = said("file");
        return new SuspenseFilter(
                Arrays.stream(Suspension.values())
                        .filter(known -> known.name().equals(said("reason")))
                        .findFirst(),
                Optional.of(said("source")).filter(text -> !text.isEmpty()),
                file.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(file)) : Optional.empty(),
                Optional.of(said("msisdn").replaceFirst("^[+]", "")).filter(text -> !text.isEmpty()));
    }

    private String said(String name) {
        return query.getOrDefault(name, "");
    }

    public void correct() {
        refusals = List.of();
        correction().ifPresent(ignored -> done = "Corrected. It is rated when it is tried again.");
        refresh();
        fill();
    }

    /** Corrects what was changed, if anything was, and tries the record again. */
    public void recycle() {
        refusals = List.of();
        Optional<SuspendedUsage> corrected = correction();
        boolean unchanged = refusals.stream().allMatch(reason -> reason.code().equals("NOTHING_CHANGED"));
        if (corrected.isPresent() || unchanged) {
            take(suspense.recycle(new RecordKey(source, sequence), signedIn.name()));
        }
        refresh();
        fill();
    }

    private Optional<SuspendedUsage> correction() {
        done = "";
        Map<Field, String> fields = new EnumMap<>(Field.class);
        for (Field field : Field.values()) {
            fields.put(field, Objects.requireNonNullElse(entered.get(field.wire()), ""));
        }
        return suspense.correct(new RecordKey(source, sequence), new UsageCorrection(fields), signedIn.name())
                .fold(Optional::of, reasons -> {
                    refusals = List.copyOf(reasons);
                    return Optional.empty();
                });
    }

    public void refuse() {
        take(suspense.refuse(new RecordKey(source, sequence), remark(), signedIn.name()));
        refresh();
    }

    /** Tries all again that the filter means. */
    public void recycleAll() {
        take(Outcome.accepted(batches.recycle(filter(), signedIn.name())));
        refresh();
    }

    /** Refuses all that the filter means. */
    public void refuseAll() {
        take(batches.refuse(filter(), remark(), signedIn.name()));
        refresh();
    }

    private String remark() {
        return Objects.requireNonNullElse(entered.get("remark"), "").strip();
    }

    private void take(Outcome<SuspenseResult> outcome) {
        done = "";
        refusals = outcome.fold(
                result -> {
                    done = result.rated() + " rated, " + result.refused() + " refused, " + result.suspended()
                            + " still suspended" + (result.more() ? "; there are more." : ".");
                    return List.of();
                },
                List::copyOf);
    }

    public List<Choice> reasons() {
        return Arrays.stream(Suspension.values())
                .map(reason -> new Choice(reason.name(), SuspenseRow.words(reason)))
                .toList();
    }

    /** What the filter says, by name. */
    public Map<String, String> query() {
        return query;
    }

    public boolean filtered() {
        return !filter().equals(SuspenseFilter.ALL);
    }

    public Map<String, String> entered() {
        return entered;
    }

    public List<SuspenseRow> rows() {
        return rows;
    }

    public Pager pager() {
        return pager;
    }

    public String title() {
        return source + " " + sequence;
    }

    /** Whether one record is looked at. */
    public boolean looking() {
        return chosen.isPresent() || !actions.isEmpty();
    }

    /** The record that is looked at: none when it is rated. */
    public List<SuspenseRow> chosen() {
        return chosen.stream().toList();
    }

    public boolean waiting() {
        return waiting;
    }

    public List<SuspenseActionRow> actions() {
        return actions;
    }

    public List<Rejection> refusals() {
        return refusals;
    }

    /** What the last action came to; empty before one. */
    public String done() {
        return done;
    }
}
