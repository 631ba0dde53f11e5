package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
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
 * A table of the folder {@code tax} of the catalogue, as text: a header, then lines of fields with commas between them. Lines that are empty or
 * begin with {@code #} are comments.
 */
final class TaxFile {

    static final String CODE = "REFERENCE_DATA_INVALID";

    /** Twenty thousand jurisdictions with a history of ten rates. */
    static final int MAX_LINES = 200_000;

    /** Who has more to mend starts with these. */
    static final int MAX_FAULTS = 200;

    private final String name;
    private final List<Rejection> faults = new ArrayList<>();

    TaxFile(String name) {
        this.name = name;
    }

    /** Fields of a line that may be refused. */
    record Row(List<String> fields, int line) {
        String text(int field) {
            return fields.get(field);
        }

        /** @throws Refused if it is not of this form */
        String text(int field, String form, String what) {
            if (!fields.get(field).matches(form)) {
                throw new Refused(what + ", not '" + fields.get(field) + "'");
            }
            return fields.get(field);
        }

        /** @throws Refused if {@code known} knows no such code */
        <T> T coded(int field, Function<String, Optional<T>> known, String what) {
            return known.apply(fields.get(field))
                    .orElseThrow(() -> new Refused(what + ", not '" + fields.get(field) + "'"));
        }

        /** @throws Refused if there is no day between them */
        TaxPeriod period(int field) {
            LocalDate from = day(fields.get(field));
            Optional<LocalDate> until =
                    fields.get(field + 1).isEmpty() ? Optional.empty() : Optional.of(day(fields.get(field + 1)));
            if (until.isPresent() && !from.isBefore(until.get())) {
                throw new Refused("until, the first day behind the period, is later than from");
            }
            return new TaxPeriod(from, until);
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
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /** Gives each line's fields to {@code taken}, and keeps why it does not take some. */
    <T> List<T> rows(List<String> lines, String header, Function<Row, T> taken) {
        List<T> rows = new ArrayList<>();
        if (lines.isEmpty() || !lines.getFirst().equals(header) || lines.size() > MAX_LINES) {
            refuse(1, "the first line is " + header + ", and there are at most " + MAX_LINES);
            return rows;
        }
        int fields = header.split(",", -1).length;
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] split = line.split(",", -1);
            if (split.length != fields) {
                refuse(i + 1, "a line has the " + fields + " fields " + header + ", not " + split.length);
                continue;
            }
            try {
                rows.add(taken.apply(new Row(Arrays.asList(split), i + 1)));
            } catch (Refused refused) {
                refuse(i + 1, refused.reason);
            }
        }
        return rows;
    }

    void refuse(int line, String reason) {
        if (faults.size() < MAX_FAULTS) {
            faults.add(Rejection.at(name + ":" + line, CODE, reason));
        }
    }

    /** Looks at each pair of rows that follow each other in the order given. */
    static <T> void pairs(List<T> sorted, BiConsumer<T, T> look) {
        for (int i = 1; i < sorted.size(); i++) {
            look.accept(sorted.get(i - 1), sorted.get(i));
        }
    }

    <T> Outcome<T> outcome(Supplier<T> read) {
        return faults.isEmpty() ? Outcome.accepted(read.get()) : Outcome.rejected(faults);
    }
}
