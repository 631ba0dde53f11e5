package dialtone.base;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A table of the catalogue's folder, as text: a header, then lines of fields with commas between them. Lines that are empty or
 * begin with {@code #} are comments.
 */
public final class ReferenceTable {

    public static final String CODE = "REFERENCE_DATA_INVALID";

    /** Twenty thousand jurisdictions with a history of ten rates. */
    public static final int MAX_LINES = 200_000;

    /** Some plans, with a history of some years each. */
    private static final int MAX_OF_ONE = 1_000;

    /** Who has more to mend starts with these. */
    public static final int MAX_FAULTS = 200;

    private final String name;
    private final List<Rejection> faults = new ArrayList<>();

    public ReferenceTable(String name) {
        this.name = name;
    }

    /** Fields of a line that may be refused. */
    public record Row(List<String> fields, int line) {
        public String text(int field) {
            return fields.get(field);
        }

        /** @throws Refused if it is not of this form */
        public String text(int field, String form, String what) {
            if (!fields.get(field).matches(form)) {
                throw new Refused(what + ", not '" + fields.get(field) + "'");
            }
            return fields.get(field);
        }

        /** @throws Refused if {@code known} knows no such code */
        public <T> T coded(int field, Function<String, Optional<T>> known, String what) {
            return known.apply(fields.get(field))
                    .orElseThrow(() -> new Refused(what + ", not '" + fields.get(field) + "'"));
        }

        /** @throws Refused if it is not kebab-case of at most 32 characters */
        public String id(int field) {
            return text(field, "(?=.{1,32}$)[a-z0-9]+(-[a-z0-9]+)*", "an id is kebab-case of at most 32 characters");
        }

        /** @throws Refused if it has not 1 to 64 characters */
        public String name(int field) {
            return text(field, "\\S.{0,63}", "a name has 1 to 64 characters");
        }

        /** @throws Refused if it is none */
        public LocalDate day(int field) {
            return day(fields.get(field));
        }

        /**
         * The first day behind a period; empty where it says none.
         *
         * @throws Refused if it is none, or no later than the first one of the period
         */
        public Optional<LocalDate> until(int field, LocalDate from) {
            Optional<LocalDate> until =
                    fields.get(field).isEmpty() ? Optional.empty() : Optional.of(day(fields.get(field)));
            if (until.filter(end -> !from.isBefore(end)).isPresent()) {
                throw new Refused("until, the first day behind the period, is later than from");
            }
            return until;
        }

        private static LocalDate day(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException noDay) {
                throw new Refused("a day is written 2026-11-25, not '" + text + "'");
            }
        }
    }

    /** Why a line is not taken. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        public Refused(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Gives each line's fields to {@code taken}, and keeps why it does not take some. */
    public <T> List<T> rows(List<String> lines, String header, Function<Row, T> taken) {
        return rows(lines, header, header, taken);
    }

    /**
     * The same of a table that has got fields at its end: an installation that is upgraded has the former header, and says nothing in the fields that it does not have.
     *
     * @param former beginning of {@code header}
     */
    public <T> List<T> rows(List<String> lines, String header, String former, Function<Row, T> taken) {
        List<T> rows = new ArrayList<>();
        boolean isFormer = !lines.isEmpty() && lines.getFirst().equals(former);
        if (lines.isEmpty() || !(isFormer || lines.getFirst().equals(header)) || lines.size() > MAX_LINES) {
            refuse(1, "the first line is " + header + ", and there are at most " + MAX_LINES);
            return rows;
        }
        String own = isFormer ? former : header;
        int fields = own.split(",", -1).length;
        String added = ",".repeat(header.split(",", -1).length - fields);
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int found = line.split(",", -1).length;
            if (found != fields) {
                refuse(i + 1, "a line has the " + fields + " fields " + own + ", not " + found);
                continue;
            }
            try {
                rows.add(taken.apply(new Row(Arrays.asList((line + added).split(",", -1)), i + 1)));
            } catch (Refused refused) {
                refuse(i + 1, refused.reason);
            }
        }
        return rows;
    }

    public void refuse(int line, String reason) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(Rejection.at(name + ":" + line, CODE, reason));
        }
    }

    /** Looks at each pair of rows that follow each other in the order given. */
    public static <T> void pairs(List<T> sorted, BiConsumer<T, T> look) {
        for (int i = 1; i < sorted.size(); i++) {
            look.accept(sorted.get(i - 1), sorted.get(i));
        }
    }

    /**
     * Looks at each pair of rows of one id, the earlier one first.
     *
     * @param sorted by id; each row is held against the {@value #MAX_OF_ONE} before it
     */
    public static <T> void pairsOf(List<T> sorted, Function<T, String> id, BiConsumer<T, T> look) {
        for (int i = 1; i < sorted.size(); i++) {
            T row = sorted.get(i);
            for (int j = i - 1; j >= Math.max(0, i - MAX_OF_ONE); j--) {
                if (!id.apply(sorted.get(j)).equals(id.apply(row))) {
                    break;
                }
                look.accept(sorted.get(j), row);
            }
        }
    }

    public <T> Outcome<T> outcome(Supplier<T> read) {
        return faults.isEmpty() ? Outcome.accepted(read.get()) : Outcome.rejected(faults);
    }
}
