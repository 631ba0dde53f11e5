package dialtone.catalog;

import dialtone.base.ReferenceTable;
import java.util.List;
import java.util.Optional;

/**
 * Which offerings a line of a table is of: names, or beginnings of names with a star. {@code mobile-business-*} is of {@code mobile-business-m}, and not of {@code
 * mobile-sim-only-m}.
 *
 * @param names at least one; {@code *} for all, and alone then, whatever stood beside it
 */
public record OfferingNames(List<String> names) {

    private static final String STAR = "*";

    public static final OfferingNames ANY = new OfferingNames(List.of(STAR));

    /** Some ten names; what is stored of it has that width. */
    private static final int MAX_TEXT = 255;

    public OfferingNames {
        names = names.contains(STAR) ? List.of(STAR) : List.copyOf(names);
    }

    /** Reads {@code mobile-business-* mobile-team}; nothing is {@link #ANY}. Empty when it is not of that form, or longer than {@value #MAX_TEXT} characters. */
    public static Optional<OfferingNames> of(String text) {
        if (text.isEmpty()) {
            return Optional.of(ANY);
        }
        List<String> names = List.of(text.split(" ", -1));
        return text.length() <= MAX_TEXT && names.stream().allMatch(name -> name.matches("[a-z0-9-]+\\*?|\\*"))
                ? Optional.of(new OfferingNames(names))
                : Optional.empty();
    }

    /** The field of a line. */
    public static OfferingNames of(ReferenceTable.Row row, int field) {
        return row.coded(
                field,
                OfferingNames::of,
                "offerings are kebab-case, each perhaps with a star at its end, with blanks between; none for all");
    }

    public boolean isAny() {
        return names.contains(STAR);
    }

    /** @param offering its id; empty for what is sold without one, which only {@link #ANY} is of */
    public boolean has(String offering) {
        return names.stream().anyMatch(name -> covers(name, offering));
    }

    /** Whether a name, or the beginning of names and a star, is of an offering. */
    public static boolean covers(String name, String offering) {
        return name.endsWith(STAR) ? offering.startsWith(stem(name)) : name.equals(offering);
    }

    /** Whether of two rows that hold at one time none goes before the other, as one that names an offering goes before one of all. */
    public boolean rivals(OfferingNames other) {
        return isAny() == other.isAny()
                && names.stream().anyMatch(one -> other.names.stream().anyMatch(another -> meet(one, another)));
    }

    private static boolean meet(String one, String other) {
        return covers(one, stem(other)) || covers(other, stem(one));
    }

    private static String stem(String name) {
        return name.endsWith(STAR) ? name.substring(0, name.length() - 1) : name;
    }

    /** As {@link #of} reads it; {@code *} for all. */
    public String text() {
        return String.join(" ", names);
    }
}
