package dialtone.invoice.tmf;

import dialtone.invoice.tmf.TaxProfileView.PlaceView;
import dialtone.tax.TaxProfileChange;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was told of an account for tax at one time.
 *
 * @param changedBy  login
 * @param exemptions in words
 */
@JsonbPropertyOrder({"changedAt", "changedBy", "customerType", "place", "taxNumber", "exemptions"})
public record TaxProfileChangeView(
        Instant changedAt,
        String changedBy,
        String customerType,
        PlaceView place,
        @Nullable String taxNumber,
        List<String> exemptions) {

    static TaxProfileChangeView of(TaxProfileChange change) {
        return new TaxProfileChangeView(
                change.at(),
                change.by(),
                change.type().name().toLowerCase(Locale.ROOT),
                PlaceView.of(change.place()),
                change.taxNumber().isEmpty() ? null : change.taxNumber(),
                change.exemptions().lines().toList());
    }
}
