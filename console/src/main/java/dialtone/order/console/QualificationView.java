package dialtone.order.console;

import dialtone.base.console.Words;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.ProductOffering.Role;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.OfferingQualification;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the checks say to an order that is being entered, each reason at the place of the page where it can be mended.
 *
 * @param tone     good, warn or bad; empty before anything was asked
 * @param headline one sentence
 * @param byPlace  what speaks against it: {@code customer}, {@code plan}, id of a device or an add-on
 * @param open     what could not be asked
 */
public record QualificationView(
        String tone, String headline, Map<String, List<FindingView>> byPlace, List<FindingView> open)
        implements Serializable {

    static final QualificationView NONE = new QualificationView("", "", Map.of(), List.of());

    /** Checks that are about who orders and where he lives. */
    private static final Set<String> ABOUT_CUSTOMER = Set.of("identity", "credit-standing", "debts");

    private static final String CUSTOMER = "customer";
    private static final String PLAN = "plan";

    /** @param remedy empty when nothing would make it pass */
    public record FindingView(String label, String message, String remedy, List<ChoiceView> choices)
            implements Serializable {
        static FindingView of(CheckResult finding, List<ProductOffering> chosen) {
            return new FindingView(
                    Words.of(finding.check()),
                    finding.message(),
                    finding.remedy().orElse(""),
                    finding.alternatives().stream()
                            .map(alternative -> ChoiceView.of(alternative, chosen))
                            .toList());
        }
    }

    /**
     * Something else that would do.
     *
     * @param key     of the question that is answered otherwise; empty when another offering is taken, or something that is not chosen here
     * @param content the answer, or the offering's id
     * @param taken   whether a click takes it
     */
    public record ChoiceView(String label, String key, String content, boolean taken) implements Serializable {
        static ChoiceView of(Alternative alternative, List<ProductOffering> chosen) {
            return switch (alternative.kind()) {
                case OFFERING -> new ChoiceView(alternative.label(), "", alternative.content(), true);
                case CHARACTERISTIC -> {
                    Optional<String> key = chosen.stream()
                            .flatMap(offering -> offering.characteristics().stream()
                                    .filter(asked -> asked.name().equals(alternative.name()))
                                    .map(asked -> OfferingCard.key(offering, asked)))
                            .findFirst();
                    yield new ChoiceView(
                            Words.of(alternative.content()), key.orElse(""), alternative.content(), key.isPresent());
                }
                case DEPOSIT, START -> new ChoiceView(alternative.label(), "", alternative.content(), false);
            };
        }
    }

    /** @param chosen offerings, in the order of the items */
    static QualificationView of(OfferingQualification answered, List<ProductOffering> chosen) {
        Map<String, List<FindingView>> byPlace = new LinkedHashMap<>();
        List<FindingView> open = new ArrayList<>();
        int against = 0;
        for (CheckResult finding : answered.findings()) {
            FindingView view = FindingView.of(finding, chosen);
            if (finding.isObjection()) {
                against++;
                byPlace.computeIfAbsent(place(answered, finding, chosen), none -> new ArrayList<>())
                        .add(view);
            } else if (!finding.isPassed()) {
                open.add(view);
            }
        }
        if (against > 0) {
            return new QualificationView(
                    "bad",
                    against == 1 ? "One thing speaks against it." : against + " things speak against it.",
                    byPlace,
                    open);
        }
        return open.isEmpty()
                ? new QualificationView("good", "The customer may have it.", byPlace, open)
                : new QualificationView("warn", "Nothing speaks against it as far as could be asked.", byPlace, open);
    }

    private static String place(OfferingQualification answered, CheckResult finding, List<ProductOffering> chosen) {
        if (ABOUT_CUSTOMER.contains(finding.check()) || finding.code().equals("NO_COVERAGE")) {
            return CUSTOMER;
        }
        return finding.item().stream()
                .flatMap(
                        id -> answered.items().stream().filter(item -> item.id().equals(id)))
                .flatMap(item -> item.offering().stream())
                .flatMap(id -> chosen.stream().filter(offering -> offering.id().equals(id)))
                .findFirst()
                .map(offering ->
                        offering.role() == Role.PLAN ? PLAN : offering.id().value())
                .orElse(PLAN);
    }

    public boolean isAsked() {
        return !headline.isEmpty();
    }

    /** What speaks against it there. */
    public List<FindingView> at(String place) {
        return byPlace.getOrDefault(place, List.of());
    }
}
