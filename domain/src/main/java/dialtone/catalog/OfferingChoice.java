package dialtone.catalog;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Offerings that somebody would put on one line, before anybody orders them: as far as the catalogue alone can say whether they go together. */
public final class OfferingChoice {

    /** A plan, a handset and every add-on that a line takes. */
    public static final int MAX_OFFERINGS = 50;

    private OfferingChoice() {}

    /**
     * The offerings of these ids. Of add-ons alone it is not asked what they require: the line may have it.
     *
     * <p>Rejections, at field {@code offerings} or {@code offerings[0]} and so on: {@code NOTHING_CHOSEN}; {@code TOO_MANY} more than
     * {@value #MAX_OFFERINGS}, or than a line may have; {@code UNKNOWN_OFFERING}; {@code SEVERAL_PLANS}; {@code EXCLUDED} by another one; {@code
     * REQUIREMENT_MISSING}.
     */
    public static Outcome<List<ProductOffering>> of(Catalog catalog, List<String> ids) {
        if (ids.isEmpty() || ids.size() > MAX_OFFERINGS) {
            return Outcome.rejected(Rejection.at(
                    "offerings",
                    ids.isEmpty() ? "NOTHING_CHOSEN" : "TOO_MANY",
                    "There are 1 to " + MAX_OFFERINGS + " offerings."));
        }
        List<Rejection> refused = new ArrayList<>();
        List<ProductOffering> chosen = new ArrayList<>();
        for (String id : ids) {
            Optional<ProductOffering> found = catalog.offering(new OfferingId(id));
            found.ifPresentOrElse(
                    chosen::add,
                    () -> refused.add(Rejection.at(
                            "offerings[" + ids.indexOf(id) + "]",
                            "UNKNOWN_OFFERING",
                            "Catalogue " + catalog.version() + " has no such offering.")));
        }
        if (refused.isEmpty()) {
            refused.addAll(together(chosen));
        }
        return refused.isEmpty() ? Outcome.accepted(List.copyOf(chosen)) : Outcome.rejected(refused);
    }

    /**
     * The same with what a promotion takes off those that it is for.
     *
     * <p>Rejections, at field {@code promotion}: {@code UNKNOWN_PROMOTION}; {@code NOT_FOR_OFFERING}, when it is for none of them.
     */
    public static Outcome<List<ProductOffering>> promoted(
            Catalog catalog, String promotion, List<ProductOffering> chosen) {
        Optional<Promotion> found = catalog.promotion(promotion);
        if (found.isEmpty()) {
            return Outcome.rejected(Rejection.at(
                    "promotion", "UNKNOWN_PROMOTION", "Catalogue " + catalog.version() + " has no such promotion."));
        }
        Promotion offered = found.get();
        if (chosen.stream().noneMatch(each -> offered.isFor(each.id()))) {
            return Outcome.rejected(
                    Rejection.at("promotion", "NOT_FOR_OFFERING", offered.name() + " is for none of these offerings."));
        }
        return Outcome.accepted(chosen.stream()
                .map(each -> offered.isFor(each.id()) ? offered.off(each) : each)
                .toList());
    }

    private static List<Rejection> together(List<ProductOffering> chosen) {
        List<Rejection> refused = new ArrayList<>();
        List<OfferingId> ids = chosen.stream().map(ProductOffering::id).toList();
        long plans = chosen.stream()
                .filter(each -> each.role() == ProductOffering.Role.PLAN)
                .count();
        if (plans > 1) {
            refused.add(Rejection.at("offerings", "SEVERAL_PLANS", "A line has one plan."));
        }
        for (int i = 0; i < chosen.size(); i++) {
            ProductOffering each = chosen.get(i);
            String field = "offerings[" + i + "]";
            if (each.excludes().stream().anyMatch(ids::contains)) {
                refused.add(Rejection.at(field, "EXCLUDED", each.name() + " does not go with the others."));
            }
            if (plans > 0
                    && !each.requires().isEmpty()
                    && each.requires().stream().noneMatch(ids::contains)) {
                refused.add(Rejection.at(
                        field, "REQUIREMENT_MISSING", each.name() + " needs something that is not among the others."));
            }
            if (each.mostPerLine().isPresent()
                    && ids.stream().filter(each.id()::equals).count()
                            > each.mostPerLine().get()) {
                refused.add(Rejection.at(
                        field,
                        "TOO_MANY",
                        "A line has " + each.name() + " at most "
                                + each.mostPerLine().get() + " times."));
            }
        }
        return refused;
    }
}
