package dialtone.tax;

import dialtone.base.Outcome;
import dialtone.base.ReferenceTable;
import dialtone.catalog.OfferingNames;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which offerings and prices are which {@link TaxCategory}. It is a table of its own and no part of a price: tax law decides it and not what was
 * bought, and a ruling moves also what was bought before.
 */
public final class TaxCategories {

    public static final String HEADER = "offering,price,category";

    public static final TaxCategories NONE = new TaxCategories(List.of());

    private static final String ANY = "*";

    /** Longest name first, and of one name those that name a price. */
    private final List<Entry> entries;

    /** @param offering name, or the beginning of names and a star */
    private record Entry(String offering, String price, TaxCategory category, int line) {

        boolean isOf(Sold sold) {
            return OfferingNames.covers(offering, sold.offering()) && (price.isEmpty() || price.equals(sold.price()));
        }
    }

    /** @param offering empty for what is charged without one */
    private record Sold(String offering, String price) {}

    private TaxCategories(List<Entry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparing((Entry entry) -> entry.offering().endsWith(ANY))
                        .thenComparingInt(entry -> -entry.offering().length())
                        .thenComparing(entry -> entry.price().isEmpty()))
                .toList();
    }

    /**
     * Reads lines such as {@code handset-*,,goods} and {@code *,,telecommunications}.
     *
     * <p>Rejections: {@code REFERENCE_DATA_INVALID} with file and line: an unreadable line, two lines of one name and price.
     */
    public static Outcome<TaxCategories> read(String file, List<String> lines) {
        ReferenceTable read = new ReferenceTable(file);
        List<Entry> entries = read.rows(
                lines,
                HEADER,
                row -> new Entry(
                        row.text(0, "[a-z0-9-]{0,64}\\*?", "an offering is kebab-case, at its end perhaps a star"),
                        row.text(1, "[a-z0-9-]{0,64}", "a price is kebab-case, or empty"),
                        row.coded(2, TaxCategory::of, "a category is telecommunications, goods or services"),
                        row.line()));
        Set<Sold> seen = new HashSet<>();
        for (Entry entry : entries) {
            if (!seen.add(new Sold(entry.offering(), entry.price()))) {
                read.refuse(entry.line(), "this offering and price have a category already");
            }
        }
        return read.outcome(() -> new TaxCategories(entries));
    }

    /** Empty when no line names it. */
    public Optional<TaxCategory> of(String offering, String price) {
        Sold sold = new Sold(offering, price);
        return entries.stream()
                .filter(entry -> entry.isOf(sold))
                .map(Entry::category)
                .findFirst();
    }
}
