package dialtone.order;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a person may correct of an order whose step cannot go on, and what is to be said to what he corrects. The plan stays as it is:
 * what decides about that, or about what is charged, is amended.
 *
 * @param steps   the whole plan
 * @param traceOf what a step that has not ended has told the network
 */
public record CorrectionChecks(
        ProductOrder order, Catalog catalog, List<PlanStep> steps, Function<PlanStep, NetworkTrace> traceOf) {

    /**
     * An answer that a step takes from the order.
     *
     * @param item     of the order, whose answer it is
     * @param answered as the order has it; empty when it was not answered
     */
    public record Correctable(OrderItem item, CharacteristicSpecification question, Optional<String> answered) {}

    public CorrectionChecks {
        steps = List.copyOf(steps);
    }

    /** What may be corrected of what the step takes, the answers of its own item first; whether it is too late for that is not asked. */
    public List<Correctable> of(PlanStep step) {
        return questions(step)
                .filter(asked -> asked.question().correctable().contains(step.service()))
                .toList();
    }

    /**
     * Of the item of a step that delivers, and of the item with its line when it does not ask the same itself; what is there already answers
     * with what is installed.
     */
    private Stream<Correctable> questions(PlanStep step) {
        Map<String, Correctable> questions = new LinkedHashMap<>();
        order.item(step.itemId())
                .filter(item ->
                        step.isCurrent() && (item.isAdd() || (item.isSwap() && !GivingUp.endsFormer(item, step))))
                .ifPresent(item -> Stream.concat(Stream.of(item), item.lineItem().flatMap(order::item).stream())
                        .flatMap(this::questions)
                        .forEach(asked -> questions.putIfAbsent(asked.question().name(), asked)));
        return questions.values().stream();
    }

    private Stream<Correctable> questions(OrderItem item) {
        return catalog.offering(item.offering()).stream()
                .flatMap(offering -> offering.characteristics().stream())
                .map(question -> new Correctable(
                        item,
                        question,
                        Optional.ofNullable(item.characteristics().get(question.name()))));
    }

    /**
     * Why these answers may not be corrected so; each names its field, {@code values[eid]}: {@code UNKNOWN_CHARACTERISTIC},
     * {@code NOT_CORRECTABLE}, {@code NOTHING_CORRECTED}, those of an answer at entry, {@code NOT_IN_VALID_STATE} (the network
     * has been told the former one, or may have been).
     */
    public List<Rejection> objections(PlanStep step, Map<String, String> values) {
        List<Rejection> objections = new ArrayList<>();
        new TreeMap<>(values)
                .forEach((name, value) -> objection(step, name, value).ifPresent(objections::add));
        return objections;
    }

    private Optional<Rejection> objection(PlanStep step, String name, String value) {
        String field = "values[" + Answers.quoted(name) + "]";
        Optional<Correctable> asked = questions(step)
                .filter(question -> question.question().name().equals(name))
                .findFirst();
        if (asked.isEmpty()) {
            return Optional.of(Rejection.at(
                    field,
                    "UNKNOWN_CHARACTERISTIC",
                    "\"" + step.label() + "\" takes no " + Answers.quoted(name) + " from the order."));
        }
        CharacteristicSpecification question = asked.get().question();
        if (question.correctable().isEmpty()) {
            return Optional.of(Rejection.at(
                    field,
                    "NOT_CORRECTABLE",
                    question.label() + " decides what is delivered or charged: amend the order instead."));
        }
        if (!question.correctable().contains(step.service())) {
            return Optional.of(Rejection.at(
                    field,
                    "NOT_CORRECTABLE",
                    "\"" + step.label() + "\" does not take " + question.label() + " from the order."));
        }
        if (value.isBlank() || asked.get().answered().filter(value::equals).isPresent()) {
            return Optional.of(Rejection.at(field, "NOTHING_CORRECTED", question.label() + ": say what it is to be."));
        }
        return Answers.objection(question, value)
                .map(reason -> Rejection.at(field, reason.code(), reason.message()))
                .or(() -> told(asked.get()).map(words -> Rejection.at(field, "NOT_IN_VALID_STATE", words)));
    }

    /** Whether the network knows the former answer by now, or may know it; whole sentences. */
    private Optional<String> told(Correctable asked) {
        return steps.stream()
                .filter(step -> step.isCurrent()
                        && asked.question().correctable().contains(step.service())
                        && takesFrom(asked.item(), step))
                .flatMap(step -> told(asked.question(), step).stream())
                .findFirst();
    }

    private boolean takesFrom(OrderItem item, PlanStep step) {
        return step.itemId().equals(item.itemId())
                || order.item(step.itemId())
                        .flatMap(OrderItem::lineItem)
                        .filter(item.itemId()::equals)
                        .isPresent();
    }

    private Optional<String> told(CharacteristicSpecification question, PlanStep step) {
        String what = "\"" + step.label() + "\" ";
        if (step.state() == StepState.COMPLETED || traceOf.apply(step) == NetworkTrace.DONE) {
            return Optional.of(what + "has told the network the former " + question.label()
                    + ". Amend the order: that takes it back and does it anew.");
        }
        if (step.isBeingPerformed() || traceOf.apply(step) == NetworkTrace.UNKNOWN) {
            return Optional.of(what + "may have told the network the former " + question.label()
                    + ", and what came of it is not known. Resubmit it as it is first.");
        }
        return Optional.empty();
    }
}
