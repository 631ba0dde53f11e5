package dialtone.order.tmf;

import dialtone.catalog.AnswerForm;
import dialtone.order.CorrectionChecks.Correctable;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that may be corrected before a step is tried again.
 *
 * @param itemId of the order, whose answer it is
 * @param name   of the characteristic
 * @param label  as a person reads it
 * @param value  as the order has it; absent when it was not answered
 * @param form   what an answer has to look like, a regular expression; absent when anything will do
 * @param formInWords the same as a sentence for who types it in; absent when anything will do
 * @param values those that there are; absent when any text will do
 */
@JsonbPropertyOrder({"itemId", "name", "label", "value", "form", "formInWords", "values"})
public record CorrectableView(
        String itemId,
        String name,
        String label,
        @Nullable String value,
        @Nullable String form,
        @Nullable String formInWords,
        @Nullable List<String> values) {

    static CorrectableView of(Correctable asked) {
        return new CorrectableView(
                asked.item().itemId(),
                asked.question().name(),
                asked.question().label(),
                asked.answered().orElse(null),
                asked.question().form().map(form -> form.pattern().pattern()).orElse(null),
                asked.question().form().map(AnswerForm::words).orElse(null),
                asked.question().allowedValues().isEmpty()
                        ? null
                        : asked.question().allowedValues());
    }
}
