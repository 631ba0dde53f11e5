package dialtone.usage.tmf;

import dialtone.invoice.tmf.AmountView;
import dialtone.platform.tmf.EntityRef;
import dialtone.platform.tmf.NotTaken;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.RelatedEntity;
import dialtone.platform.tmf.ResourceJson;
import dialtone.usage.PartEntry;
import dialtone.usage.RecordKey;
import dialtone.usage.UsageEntry;
import dialtone.usage.UsageEntry.Rating;
import dialtone.usage.UsageEvent;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * TMF635 Usage.
 *
 * @param usageDate    when it began
 * @param usageType    VOICE, SMS or DATA
 * @param status       received while it is suspended, rejected when it was refused, rated, billed
 * @param relatedParty who pays
 */
@JsonbPropertyOrder({
    "id",
    "href",
    "usageDate",
    "usageType",
    "status",
    "usageCharacteristic",
    "usageSpecification",
    "ratedProductUsage",
    "relatedParty",
    "type"
})
public record UsageView(
        @ReadOnly @Nullable String id,
        @ReadOnly @Nullable String href,

        @NotTaken("A usage record has no description; what is to be known of it is in its characteristics.") @Nullable
        String description,

        @Nullable Instant usageDate,
        @Nullable String usageType,
        @ReadOnly @Nullable String status,
        @Nullable List<UsageCharacteristicView> usageCharacteristic,
        @Nullable EntityRef usageSpecification,
        @ReadOnly @Nullable List<RatedView> ratedProductUsage,

        @NotTaken("Whoever had the number when the use began pays for it.") @Nullable
        List<RelatedEntity> relatedParty,

        @JsonbProperty("@type") @Nullable String type) {

    /**
     * TMF635 RatedProductUsage.
     *
     * @param usageRatingTag included when an allowance covered all of it, usage otherwise
     */
    public record RatedView(
            boolean isBilled,
            String usageRatingTag,
            @Nullable AmountView taxExcludedRatingAmount) {

        static RatedView of(Rating rating, boolean billed) {
            return new RatedView(
                    billed,
                    rating.included() == rating.billable() ? "included" : "usage",
                    rating.amount().map(AmountView::of).orElse(null));
        }
    }

    static UsageView of(UsageEntry entry) {
        return of(entry, List.of());
    }

    /** @param parts of the session that it is, or is a part of: each a characteristic with that name, {@code 2 msc1/11 2026-11-25T09:01:40Z 30 joined} */
    static UsageView of(UsageEntry entry, List<PartEntry> parts) {
        UsageEvent event = entry.event();
        String id = UsageId.of(event).text();
        List<UsageCharacteristicView> characteristics = new ArrayList<>(List.of(
                text("source", event.source()),
                text("sequence", Long.toString(event.sequence())),
                text("msisdn", event.msisdn()),
                text("quantity", Long.toString(event.quantity()))));
        if (!event.peer().isEmpty()) {
            characteristics.add(text("peer", event.peer()));
        }
        if (!event.visitedNetwork().isEmpty()) {
            characteristics.add(text("visitedNetwork", event.visitedNetwork()));
        }
        if (!entry.remark().isEmpty()) {
            characteristics.add(text("reason", entry.remark()));
        }
        entry.rating().ifPresent(rating -> {
            characteristics.add(text("billableUnits", Long.toString(rating.billable())));
            characteristics.add(text("includedUnits", Long.toString(rating.included())));
        });
        for (PartEntry part : parts) {
            UsageEvent as = part.record().event();
            String state = part.state().name().toLowerCase(Locale.ROOT);
            characteristics.add(text(
                    "part",
                    part.record().part().number() + " " + RecordKey.of(as).text() + " " + as.startedAt() + " "
                            + as.quantity() + " " + state));
        }
        return new UsageView(
                id,
                href(id),
                null,
                event.startedAt(),
                event.type().name(),
                entry.state().name().toLowerCase(Locale.ROOT),
                characteristics,
                EntityRef.to(event.type().name().toLowerCase(Locale.ROOT), "UsageSpecification"),
                entry.rating()
                        .map(rating -> List.of(RatedView.of(rating, entry.state() == UsageEntry.State.BILLED)))
                        .orElse(null),
                entry.rating()
                        .map(rating -> List.of(
                                new RelatedEntity(rating.account().value(), null, null, "payer", "BillingAccount")))
                        .orElse(null),
                "Usage");
    }

    static String href(String id) {
        return "/tmf-api/usageManagement/v4/usage/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static UsageCharacteristicView text(String name, String value) {
        return new UsageCharacteristicView(name, "string", ResourceJson.text(value));
    }
}
