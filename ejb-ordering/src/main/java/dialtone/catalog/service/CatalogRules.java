package dialtone.catalog.service;

import dialtone.bpmn.JobType;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.catalog.DecompositionRule;
import dialtone.catalog.DeviceModel;
import dialtone.catalog.OfferingId;
import dialtone.catalog.Price;
import dialtone.catalog.ProductOffering;
import dialtone.catalog.RecurringTerms.Refund;
import dialtone.catalog.RecurringTerms.Timing;
import dialtone.catalog.ServiceSpecification;
import dialtone.catalog.ServiceSpecification.Kind;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.ServiceSpecification.StepTemplate;
import dialtone.catalog.ServiceSpecification.StepTemplate.Replacement;
import dialtone.catalog.UsageCycle;
import dialtone.order.OrderedItem;
import dialtone.platform.yaml.CatalogFaults;
import dialtone.platform.yaml.CatalogFaults.Place;
import dialtone.pool.ResourceNeed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must hold between the parts of a catalogue: what is named is there, nothing goes in circles, every step can be worked. */
final class CatalogRules {

    /** A part of the catalogue and where it stands. */
    record Placed<T>(T value, Place place) {}

    /** The prefix of a job type names the feature that works it; the network is worked by this one. */
    private static final String OWNER = "fulfilment.";

    /** Answers that choose what an item runs on, and the line that it belongs to. */
    private static final Set<String> DECIDING = Set.of(
            ResourceNeed.SIM_TYPE,
            ResourceNeed.DEVICE_MODEL,
            ResourceNeed.DEVICE_COLOUR,
            ResourceNeed.WANTED_MSISDN,
            OrderedItem.LINE_MSISDN);

    private final List<Placed<ProductOffering>> offerings;
    private final List<Placed<ServiceSpecification>> services;
    private final List<Placed<DecompositionRule>> rules;
    private final List<Placed<DeviceModel>> devices;
    private final Set<String> jobTypes;
    private final CatalogFaults faults;
    private final Map<String, ServiceSpecification> serviceByName = new HashMap<>();

    CatalogRules(
            List<Placed<ProductOffering>> offerings,
            List<Placed<ServiceSpecification>> services,
            List<Placed<DecompositionRule>> rules,
            List<Placed<DeviceModel>> devices,
            Set<String> jobTypes,
            CatalogFaults faults) {
        this.offerings = offerings;
        this.services = services;
        this.rules = rules;
        this.devices = devices;
        this.jobTypes = jobTypes;
        this.faults = faults;
        services.forEach(service -> serviceByName.put(service.value().name(), service.value()));
    }

    void check() {
        unique(offerings, "offering", offering -> offering.id().value());
        unique(services, "service", ServiceSpecification::name);
        unique(rules, "rule", DecompositionRule::id);
        unique(devices, "device", DeviceModel::model);
        offerings.forEach(this::checkReferences);
        offerings.forEach(this::checkSuspension);
        offerings.forEach(this::checkCorrectable);
        rules.forEach(this::checkRule);
        services.forEach(this::checkStep);
        boolean circular = circles(
                "decomposition",
                placesOfRules(),
                from -> rules.stream()
                        .map(Placed::value)
                        .filter(rule -> rule.from().equals(from))
                        .flatMap(rule -> rule.to().stream())
                        .toList());
        circular |= circles(
                "steps",
                services.stream()
                        .collect(Collectors.toMap(
                                service -> service.value().name(), Placed::place, (first, second) -> first)),
                this::dependsOn);
        if (!circular) {
            offerings.forEach(this::checkDelivery);
        }
    }

    /**
     * What a number is charged is told apart by the ids of prices, and those of an add-on come beside those of a plan. Catalogues of
     * before prices had terms need not keep to that.
     */
    void checkUsagePrices() {
        offerings.forEach(this::checkUsagePrices);
        offerings.forEach(this::checkUsageCycle);
        offerings.forEach(this::checkKeptFee);
    }

    /**
     * What an add-on includes is given whole when it comes, and the fee of a calendar month is kept for that. That of other cycles would come back for the days that are
     * left: 30 minutes a week for 2.90, used in an hour and ended, would cost 0.41.
     */
    private void checkKeptFee(Placed<ProductOffering> addOn) {
        List<Price> prices = addOn.value().prices();
        if (addOn.value().role() == ProductOffering.Role.ADD_ON
                && prices.stream().anyMatch(Price.Allowance.class::isInstance)
                && !UsageCycle.of(prices).equals(Optional.of(UsageCycle.MONTH))) {
            prices.stream()
                    .filter(Price.Recurring.class::isInstance)
                    .map(Price.Recurring.class::cast)
                    .filter(fee -> !fee.terms().isOfTheBillCycle())
                    .filter(fee -> fee.terms().timing() == Timing.IN_ARREARS
                            || fee.terms().refund() != Refund.NONE)
                    .forEach(fee -> faults.add(
                            addOn.place(),
                            "what " + addOn.value().id() + " includes is given whole, so that its price " + fee.id()
                                    + " is charged in advance and says refund: none"));
        }
    }

    /** What an add-on includes is renewed with its line: it would be so in other cycles than it says. */
    private void checkUsageCycle(Placed<ProductOffering> addOn) {
        Optional<UsageCycle> own = addOn.value().role() == ProductOffering.Role.ADD_ON
                ? UsageCycle.of(addOn.value().prices())
                : Optional.empty();
        if (own.isEmpty()) {
            return;
        }
        offerings.stream()
                .map(Placed::value)
                .filter(plan -> plan.role() == ProductOffering.Role.PLAN)
                .filter(plan -> addOn.value().requires().isEmpty()
                        || addOn.value().requires().contains(plan.id()))
                .filter(plan -> UsageCycle.of(plan.prices())
                        .filter(cycle -> !cycle.equals(own.get()))
                        .isPresent())
                .forEach(plan -> faults.add(
                        addOn.place(),
                        "what " + addOn.value().id() + " includes or charges of use goes by usageCycle "
                                + own.get().text() + ", and that of " + plan.id()
                                + ", which it is for, is another one"));
    }

    private void checkUsagePrices(Placed<ProductOffering> addOn) {
        if (addOn.value().role() != ProductOffering.Role.ADD_ON) {
            return;
        }
        Set<String> own = usagePrices(addOn.value());
        for (Placed<ProductOffering> other : offerings) {
            if (!other.value().id().equals(addOn.value().id())) {
                usagePrices(other.value()).stream()
                        .filter(own::contains)
                        .forEach(id -> faults.add(
                                addOn.place(),
                                "usage price " + id + " is one of "
                                        + other.value().id() + " too; an add-on's have ids of their own"));
            }
        }
    }

    private static Set<String> usagePrices(ProductOffering offering) {
        return offering.prices().stream()
                .filter(Price.Usage.class::isInstance)
                .map(Price::id)
                .collect(Collectors.toSet());
    }

    private <T> void unique(List<Placed<T>> parts, String what, Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        for (Placed<T> part : parts) {
            String name = id.apply(part.value());
            if (!name.isEmpty() && !seen.add(name)) {
                faults.add(part.place(), what + " " + name + " occurs more than once");
            }
        }
    }

    private void checkReferences(Placed<ProductOffering> offering) {
        Set<OfferingId> known =
                offerings.stream().map(other -> other.value().id()).collect(Collectors.toSet());
        List<OfferingId> named = new ArrayList<>(offering.value().requires());
        named.addAll(offering.value().excludes());
        for (OfferingId id : named) {
            if (!known.contains(id)) {
                faults.add(offering.place(), offering.value().id() + " names unknown offering " + id);
            } else if (id.equals(offering.value().id())) {
                faults.add(offering.place(), id + " cannot require or exclude itself");
            }
        }
        if (offering.value().role() == ProductOffering.Role.PLAN
                && offering.value().mostPerLine().isPresent()) {
            faults.add(
                    offering.place(),
                    offering.value().id() + " has mostPerLine and is a plan: it is a line and not on one");
        }
    }

    /** What belongs to a line is not suspended by itself. Without a monthly price to come back to, a fee would go on when the line is back. */
    private void checkSuspension(Placed<ProductOffering> placed) {
        ProductOffering offering = placed.value();
        if (!offering.simFees().isEmpty() && offering.role() != ProductOffering.Role.PLAN) {
            faults.add(placed.place(), offering.id() + " has simFees and is no plan: it is lines that have a SIM");
        }
        if (offering.residualCharge().isPresent() && offering.role() != ProductOffering.Role.DEVICE) {
            faults.add(placed.place(), offering.id() + " has a residualCharge and is no device that could come back");
        }
        if (offering.suspensionFees().isEmpty()) {
            return;
        }
        if (offering.prices().stream().noneMatch(Price.Recurring.class::isInstance)) {
            faults.add(
                    placed.place(),
                    offering.id() + " has suspensionFees and no monthly price, whose place they take for a while");
        }
        if (offering.role() != ProductOffering.Role.PLAN) {
            faults.add(
                    placed.place(),
                    offering.id() + " has suspensionFees and is no plan: it is lines that are suspended");
        }
    }

    private void checkRule(Placed<DecompositionRule> placed) {
        DecompositionRule rule = placed.value();
        boolean fromProduct = offerings.stream()
                .anyMatch(offering -> offering.value().productSpecification().equals(rule.from()));
        if (!fromProduct && !serviceByName.containsKey(rule.from())) {
            faults.add(
                    placed.place(),
                    "rule " + rule.id() + " starts from " + rule.from()
                            + ", which is neither a product specification of an offering nor a service");
        }
        for (String to : rule.to()) {
            ServiceSpecification service = serviceByName.get(to);
            if (service == null) {
                faults.add(placed.place(), "rule " + rule.id() + " names unknown service " + to);
            } else if (fromProduct && service.kind() != Kind.CUSTOMER_FACING) {
                faults.add(
                        placed.place(),
                        "rule " + rule.id() + " leads from a product to " + to + ", which is not customer-facing");
            }
        }
        Set<String> questions = offerings.stream()
                .flatMap(offering -> offering.value().characteristics().stream())
                .map(CharacteristicSpecification::name)
                .collect(Collectors.toSet());
        rule.where().keySet().stream()
                .filter(name -> !questions.contains(name))
                .forEach(name ->
                        faults.add(placed.place(), "rule " + rule.id() + " asks for unknown characteristic " + name));
    }

    private void checkJobType(Placed<ServiceSpecification> placed, String what, String jobType) {
        boolean known = jobTypes.contains(jobType)
                || JobType.of(jobType)
                        .filter(type -> type.name().startsWith("FULFILMENT_"))
                        .isPresent();
        if (!jobType.isEmpty() && !known) {
            faults.add(
                    placed.place(),
                    "the " + what + " of " + placed.value().name() + " has the unknown job type " + jobType
                            + "; a route of this installation is made known under jobTypes (rule known-job-type)");
        } else if (!jobType.isEmpty() && !jobType.startsWith(OWNER)) {
            faults.add(
                    placed.place(),
                    "the " + what + " of " + placed.value().name()
                            + " has no owner: steps are performed by the feature " + OWNER.replace(".", "") + ", and "
                            + jobType + " belongs to another (rule owned-step)");
        }
    }

    private void checkStep(Placed<ServiceSpecification> placed) {
        Optional<StepTemplate> step = placed.value().step();
        if (step.isEmpty()) {
            return;
        }
        checkJobType(placed, "step", step.get().jobType());
        checkAsking(placed, step.get());
        step.get().undo().ifPresent(undo -> checkJobType(placed, "undo", undo.jobType()));
        step.get()
                .atEnd()
                .flatMap(StepTemplate.AtEnd::work)
                .ifPresent(end -> checkJobType(placed, "end", end.jobType()));
        step.get().suspension().ifPresent(suspension -> {
            checkJobType(placed, "suspension", suspension.begins().jobType());
            checkJobType(placed, "suspension's end", suspension.ends().jobType());
        });
        step.get().simSwap().ways().values().forEach(way -> {
            checkJobType(placed, "SIM swap", way.work().jobType());
            way.back().ifPresent(back -> checkJobType(placed, "SIM swap's undo", back.jobType()));
        });
        step.get().replacement().ifPresent(replacement -> checkReplacement(placed, step.get(), replacement));
        for (String name : step.get().dependsOn()) {
            ServiceSpecification service = serviceByName.get(name);
            if (service == null) {
                faults.add(
                        placed.place(), "the step of " + placed.value().name() + " waits for unknown service " + name);
            } else if (service.kind() != Kind.RESOURCE_FACING) {
                faults.add(
                        placed.place(),
                        "the step of " + placed.value().name() + " waits for " + name
                                + ", which has no step, being customer-facing");
            }
        }
    }

    /** Who only asks brings nothing that could be run on, told, suspended, replaced, or follow a line. */
    private void checkAsking(Placed<ServiceSpecification> placed, StepTemplate step) {
        boolean more = !placed.value().resources().isEmpty()
                || step.replacement().isPresent()
                || step.suspension().isPresent()
                || !step.byHand().facts().isEmpty()
                || !step.simSwap().ways().isEmpty();
        if (placed.value().onlyAsks() && more) {
            faults.add(
                    placed.place(),
                    "the step of " + placed.value().name()
                            + " only asks: it has no resources, brings nothing, and has no part in replacement, suspension or"
                            + " SIM swap (rule asking-step)");
        }
    }

    /** The route gets the parameters of both services under the same names. */
    private void checkReplacement(Placed<ServiceSpecification> placed, StepTemplate step, Replacement replacement) {
        String what = "the replacement of " + placed.value().name();
        checkJobType(placed, "replacement", replacement.jobType());
        checkJobType(placed, "replacement's undo", replacement.undo().jobType());
        for (String name : replacement.services()) {
            Optional<StepTemplate> former =
                    Optional.ofNullable(serviceByName.get(name)).flatMap(ServiceSpecification::step);
            if (name.equals(placed.value().name())) {
                faults.add(placed.place(), what + " takes its own place");
            } else if (former.isEmpty()) {
                faults.add(placed.place(), what + " takes the place of " + name + ", which is no service with a step");
            } else if (!former.get()
                    .parameters()
                    .keySet()
                    .equals(step.parameters().keySet())) {
                faults.add(
                        placed.place(),
                        what + " takes the place of " + name + ", whose step has parameters of other names");
            }
        }
    }

    private Map<String, Place> placesOfRules() {
        return rules.stream()
                .collect(Collectors.toMap(rule -> rule.value().from(), Placed::place, (first, second) -> first));
    }

    private List<String> dependsOn(String service) {
        return Optional.ofNullable(serviceByName.get(service))
                .flatMap(ServiceSpecification::step)
                .map(StepTemplate::dependsOn)
                .orElse(List.of());
    }

    /** @return whether there is a circle */
    private boolean circles(String what, Map<String, Place> places, Function<String, List<String>> next) {
        boolean found = false;
        Set<String> told = new HashSet<>();
        for (Map.Entry<String, Place> start : places.entrySet()) {
            Set<String> reached = reachable(start.getKey(), next);
            if (reached.contains(start.getKey())) {
                found = true;
                if (!told.contains(start.getKey())) {
                    faults.add(
                            start.getValue(),
                            what + " goes in a circle through " + start.getKey() + " (rule no-circle)");
                    told.addAll(reached);
                }
            }
        }
        return found;
    }

    private static Set<String> reachable(String start, Function<String, List<String>> next) {
        Set<String> reached = new LinkedHashSet<>();
        List<String> open = new ArrayList<>(next.apply(start));
        for (int i = 0; i < open.size(); i++) {
            if (reached.add(open.get(i))) {
                open.addAll(next.apply(open.get(i)));
            }
        }
        return reached;
    }

    /** What an offering is delivered by, and that its questions say which resources that takes. */
    private void checkDelivery(Placed<ProductOffering> placed) {
        ProductOffering offering = placed.value();
        List<ServiceSpecification> reached = reachable(
                        offering.productSpecification(),
                        from -> rules.stream()
                                .map(Placed::value)
                                .filter(rule -> rule.from().equals(from))
                                .flatMap(rule -> rule.to().stream())
                                .toList())
                .stream()
                .flatMap(name -> Optional.ofNullable(serviceByName.get(name)).stream())
                .toList();
        if (reached.stream().noneMatch(service -> service.kind() == Kind.RESOURCE_FACING)) {
            faults.add(
                    placed.place(),
                    "no rule leads from " + offering.productSpecification() + " to a resource-facing service");
        }
        Set<ResourceKind> kinds = reached.stream()
                .flatMap(service -> service.resources().stream())
                .collect(Collectors.toSet());
        if (kinds.contains(ResourceKind.SIM)) {
            asks(placed, ResourceNeed.SIM_TYPE);
        }
        if (kinds.contains(ResourceKind.DEVICE)) {
            asks(placed, ResourceNeed.DEVICE_MODEL);
            asks(placed, ResourceNeed.DEVICE_COLOUR);
        }
        question(offering, ResourceNeed.DEVICE_MODEL).ifPresent(question -> checkModels(placed, question));
    }

    private void asks(Placed<ProductOffering> offering, String name) {
        boolean answered = question(offering.value(), name)
                .filter(question -> !question.allowedValues().isEmpty())
                .filter(question ->
                        question.required() || question.defaultValue().isPresent())
                .isPresent();
        if (!answered) {
            faults.add(
                    offering.place(),
                    offering.value().id() + " takes a resource that " + name
                            + " chooses: it needs that characteristic, with values, required or with a default");
        }
    }

    private void checkModels(Placed<ProductOffering> offering, CharacteristicSpecification question) {
        Set<String> known =
                devices.stream().map(device -> device.value().model()).collect(Collectors.toSet());
        question.allowedValues().stream()
                .filter(model -> !known.contains(model))
                .forEach(model ->
                        faults.add(offering.place(), offering.value().id() + " names unknown device model " + model));
    }

    /** What is corrected is told to the network and changes nothing else: neither the steps of the plan nor what they run on. */
    private void checkCorrectable(Placed<ProductOffering> placed) {
        for (CharacteristicSpecification question : placed.value().characteristics()) {
            String what = placed.value().id() + " has " + question.name() + " corrected";
            question.correctable().stream()
                    .filter(name -> Optional.ofNullable(serviceByName.get(name))
                            .flatMap(ServiceSpecification::step)
                            .isEmpty())
                    .forEach(name -> faults.add(
                            placed.place(),
                            what + " until the step of " + name + ", and there is none (rule correctable-answer)"));
            boolean decides = DECIDING.contains(question.name())
                    || rules.stream().anyMatch(rule -> rule.value().where().containsKey(question.name()));
            if (decides && !question.correctable().isEmpty()) {
                faults.add(
                        placed.place(),
                        what + ", which decides what is delivered: that is amended (rule correctable-answer)");
            }
        }
    }

    private static Optional<CharacteristicSpecification> question(ProductOffering offering, String name) {
        return offering.characteristics().stream()
                .filter(question -> question.name().equals(name))
                .findFirst();
    }
}
