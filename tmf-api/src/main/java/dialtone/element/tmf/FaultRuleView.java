package dialtone.element.tmf;

import dialtone.element.FaultPolicy.Hold;
import dialtone.element.FaultPolicy.Rule;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of the fault policy.
 *
 * @param element absent of a row for a kind of fault, which counts for codes without a row
 * @param code    the element's own, {@code MAP 34}; of a row for a kind, the kind
 * @param name    as the standard has it
 * @param means   what it means for an order
 * @param way     {@code retry}, {@code rollback}, {@code hold} or {@code manual}
 * @param pause   of what is held: ISO 8601 duration until it is asked again
 * @param times   of what is held: how often before a person is asked
 * @param source  where the code is defined
 */
@JsonbPropertyOrder({"element", "code", "name", "means", "way", "pause", "times", "source"})
public record FaultRuleView(
        @Nullable String element,
        String code,
        String name,
        String means,
        String way,
        @Nullable String pause,
        @Nullable Integer times,
        String source) {

    static FaultRuleView of(Rule rule) {
        Optional<Hold> hold = rule.hold();
        return new FaultRuleView(
                rule.element().isEmpty() ? null : rule.element(),
                rule.code(),
                rule.name(),
                rule.means(),
                rule.way().wire(),
                hold.map(held -> held.pause().toString()).orElse(null),
                hold.map(Hold::times).orElse(null),
                rule.source());
    }
}
