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
import dialtone.usage.UsageFile;
import dialtone.usage.service.SuspenseBatches;
import dialtone.usage.service.UsageEntries;
import dialtone.usage.service.UsageFiles;
import dialtone.usage.service.UsageSuspense;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    @EJB
    private UsageEntries entries;

    @EJB
    private UsageFiles files;

    @Inject
    private SignedIn signedIn;

    @Inject
    private Clock clock;

    private final Map<String, String> query = new LinkedHashMap<>();
    private final Map<String, String> entered = new HashMap<>();
    /** What the form began with, by field. */
    private final Map<String, String> shown = new HashMap<>();
    /** When the list was read. */
    private Instant shownAt = Instant.EPOCH;
    /** How many there were then of those that the filter means. */
    private long refusable;
    /** Behind which record trying all again goes on; empty for the first. */
    private String after = "";

    private String source = "";
    private long sequence;
    private int offset;
    private List<SuspenseRow> rows = List.of();
    /** Of those that are shown, by number. */
    private Map<Long, String> fileNames = Map.of();

    private Pager pager = new Pager("", Map.of(), 0, 0, ROWS, 0);
    private Optional<SuspenseRow> chosen = Optional.empty();
    private boolean waiting;
    private List<SuspenseActionRow> actions = List.of();
    private List<PartRow> parts = List.of();
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
        refusals = faults();
        refresh();
        fill();
    }

    private void refresh() {
        shownAt = clock.instant();
        Page<SuspendedUsage> page =
                faults().isEmpty() ? suspense.list(filter(), offset, ROWS) : new Page<>(List.of(), 0, 0);
        rows = page.rows().stream().map(SuspenseRow::of).toList();
        ExternalContext external = FacesContext.getCurrentInstance().getExternalContext();
        pager = Pager.of(page, ROWS, external.getRequestContextPath() + "/billing/suspense", query);
        Optional<SuspenseCase> found =
                source.isEmpty() || sequence < 0 ? Optional.empty() : suspense.find(new RecordKey(source, sequence));
        chosen = found.map(SuspenseCase::record).map(SuspenseRow::of);
        fileNames = Stream.concat(rows.stream(), chosen.stream())
                .map(SuspenseRow::file)
                .distinct()
                .flatMap(id -> files.find(id).stream())
                .collect(Collectors.toMap(UsageFile::id, UsageFile::name));
        waiting = found.map(of -> of.state() == SuspenseCase.State.SUSPENDED).orElse(false);
        parts = source.isEmpty() || sequence < 0
                ? List.of()
                : entries.parts(new RecordKey(source, sequence)).stream()
                        .map(PartRow::of)
                        .toList();
        // of a record that was rated meanwhile its actions are left
        actions = source.isEmpty() || sequence < 0
                ? List.of()
                : suspense.actions(new RecordKey(source, sequence), 0, Page.MAX_LIMIT).rows().reversed().stream()
                        .map(SuspenseActionRow::of)
                        .toList();
    }

    /** The form begins with what the record has. */
    private void fill() {
        if (!source.isEmpty() && sequence >= 0) {
            suspense.find(new RecordKey(source, sequence)).ifPresent(found -> {
                for (Field field : Field.values()) {
                    String text = UsageCorrection.text(found.record().event(), field);
                    entered.put(field.wire(), text);
                    shown.put(field.wire(), text);
                }
            });
        }
    }

    /** What of the filter means nothing: none of it is left out in silence, and by a filter with such a part nothing is listed or done. */
    private List<Rejection> faults() {
        List<Rejection> faults = new ArrayList<>();
        if (!said("reason").isEmpty() && reason().isEmpty()) {
            faults.add(Rejection.at("reason", "INVALID_FILTER", "There is no such reason to wait for."));
        }
        if (!said("file").matches("([0-9]{1,18})?")) {
            faults.add(Rejection.at("file", "INVALID_FILTER", "A file is asked for by its number in the register."));
        }
        if (!said("msisdn").matches("([+]?[0-9]{1,15})?")) {
            faults.add(Rejection.at("msisdn", "INVALID_FILTER", "A number has at most 15 digits."));
        }
        return faults;
    }

    private Optional<Suspension> reason() {
        return Arrays.stream(Suspension.values())
                .filter(known -> known.name().equals(said("reason")))
                .findFirst();
    }

    /** Of a query without {@link #faults}. */
    private SuspenseFilter filter() {
        String file = said("file");
        return new SuspenseFilter(
                reason(),
                Optional.of(said("source")).filter(text -> !text.isEmpty()),
                file.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(file)),
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
        Map<String, String> written = new HashMap<>();
        entered.forEach((field, text) -> written.put(field, Objects.requireNonNullElse(text, "")));
        return suspense.correct(
                        new RecordKey(source, sequence), UsageCorrection.ofChanges(shown, written), signedIn.name())
                .fold(Optional::of, reasons -> {
                    refusals = List.copyOf(reasons);
                    return Optional.empty();
                });
    }

    public void refuse() {
        take(suspense.refuse(new RecordKey(source, sequence), remark(), signedIn.name()));
        refresh();
    }

    /** Tries all again that the filter means; where there are more than one request takes, it goes on with the next ones. */
    public void recycleAll() {
        refusals = faults();
        if (refusals.isEmpty()) {
            UsageSuspense.Step step = batches.recycle(filter(), RecordKey.parse(after), signedIn.name());
            after = step.last().map(RecordKey::text).orElse("");
            take(Outcome.accepted(step.result()));
        }
        refresh();
    }

    /** Whether trying all again goes on behind the last ones that were tried. */
    public boolean goingOn() {
        return !after.isEmpty();
    }

    /** Shows what there is now and how many of it refusing takes. */
    public void askRefuseAll() {
        done = "";
        refusals = faults();
        refresh();
        refusable = refusals.isEmpty() ? suspense.count(seen()) : 0;
    }

    /** How many records refusing takes that was asked for. */
    public long refusable() {
        return refusable;
    }

    /** What the filter means of what there was when the list was shown. */
    private SuspenseFilter seen() {
        return filter().before(shownAt.plus(1, ChronoUnit.MICROS));
    }

    /** Refuses all that the filter means and that was there when it was asked for, unless they are others now. */
    public void refuseAll() {
        done = "";
        refusals = faults();
        if (refusals.isEmpty() && suspense.count(seen()) != refusable) {
            refusals = List.of(Rejection.of(
                    "OTHERS_NOW", "Others are meant now than when you were asked. Look at them, and ask again."));
        }
        if (refusals.isEmpty()) {
            take(batches.refuse(seen(), remark(), signedIn.name()));
        }
        refresh();
    }

    private String remark() {
        return Objects.requireNonNullElse(entered.get("remark"), "").strip();
    }

    private void take(Outcome<SuspenseResult> outcome) {
        done = "";
        refusals = outcome.fold(
                result -> {
                    done = result.rated() + " rated, "
                            + (result.duplicate() > 0 ? result.duplicate() + " duplicate, " : "")
                            + result.refused() + " refused, " + result.suspended() + " still suspended"
                            + (result.more() ? "; there are more: go on with the next ones." : ".");
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
        return !faults().isEmpty() || !filter().meansAll();
    }

    public Map<String, String> entered() {
        return entered;
    }

    /** How the file is called that a record came with. */
    public String fileName(SuspenseRow row) {
        return fileNames.getOrDefault(row.file(), "");
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
        return chosen.isPresent() || !actions.isEmpty() || !parts.isEmpty();
    }

    /** The record that is looked at: none when it is rated. */
    public List<SuspenseRow> chosen() {
        return chosen.stream().toList();
    }

    public boolean waiting() {
        return waiting;
    }

    /** Of the session that the record is a part of. */
    public List<PartRow> parts() {
        return parts;
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
