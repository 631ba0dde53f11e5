package dialtone.invoice.tmf;

import dialtone.platform.tmf.TmfRefusal;
import dialtone.tax.TaxExemption;
import dialtone.tax.TaxPeriod;
import dialtone.tax.TaxPlace;
import dialtone.tax.TaxProfile;
import dialtone.tax.TaxProfile.CustomerType;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What tax has to know of a billing account.
 *
 * @param customerType consumer or business
 * @param taxNumber    of a business, with the country's letters
 */
@JsonbPropertyOrder({"customerType", "place", "taxNumber", "exemptions"})
public record TaxProfileView(
        @Nullable String customerType,
        @Nullable PlaceView place,
        @Nullable String taxNumber,
        @Nullable List<ExemptionView> exemptions) {

    /**
     * @param country ISO 3166-1, two letters
     * @param region  the end of its ISO 3166-2 code
     */
    @JsonbPropertyOrder({"country", "region", "county", "city"})
    public record PlaceView(
            @Nullable String country,
            @Nullable String region,
            @Nullable String county,
            @Nullable String city) {

        static PlaceView of(TaxPlace place) {
            return new PlaceView(place.country(), said(place.region()), said(place.county()), said(place.city()));
        }

        TaxPlace read() {
            return new TaxPlace(text(country), text(region), text(county), text(city));
        }
    }

    /**
     * @param place counties and cities have none of their own
     * @param tax   the one tax it is for; absent: all of the place
     * @param from  first day; required
     * @param until first day on which it does not hold any more; absent while that is not known
     */
    @JsonbPropertyOrder({"place", "tax", "reason", "certificate", "from", "until"})
    public record ExemptionView(
            @Nullable PlaceView place,
            @Nullable String tax,
            @Nullable String reason,
            @Nullable String certificate,
            @Nullable String from,
            @Nullable String until) {

        static ExemptionView of(TaxExemption exemption) {
            return new ExemptionView(
                    PlaceView.of(exemption.place()),
                    said(exemption.tax()),
                    exemption.reason(),
                    exemption.certificate(),
                    exemption.period().from().toString(),
                    exemption.period().until().map(LocalDate::toString).orElse(null));
        }

        TaxExemption read(String path) {
            TaxPlace read = place == null ? TaxPlace.country("") : place.read();
            return new TaxExemption(
                    TaxPlace.region(read.country(), read.region()),
                    text(tax),
                    text(reason),
                    text(certificate),
                    period(path));
        }

        private TaxPeriod period(String path) {
            try {
                return new TaxPeriod(
                        Dates.day(path + ".from", text(from)),
                        until == null ? Optional.empty() : Optional.of(Dates.day(path + ".until", until)));
            } catch (IllegalArgumentException noPeriod) {
                throw TmfRefusal.at(
                        path + ".from", "INVALID_PERIOD", "A day is written 2026-11-25, and until is later than from.");
            }
        }
    }

    static TaxProfileView of(TaxProfile profile) {
        return new TaxProfileView(
                profile.type().name().toLowerCase(Locale.ROOT),
                PlaceView.of(profile.place()),
                said(profile.taxNumber()),
                profile.exemptions().stream().map(ExemptionView::of).toList());
    }

    /** @throws TmfRefusal INVALID_CUSTOMER_TYPE, INVALID_PERIOD */
    TaxProfile read() {
        List<TaxExemption> read = new ArrayList<>();
        for (ExemptionView exemption : exemptions == null ? List.<ExemptionView>of() : exemptions) {
            read.add(exemption.read("exemptions[" + read.size() + "]"));
        }
        CustomerType type = switch (text(customerType)) {
            case "consumer" -> CustomerType.CONSUMER;
            case "business" -> CustomerType.BUSINESS;
            default ->
                throw TmfRefusal.at("customerType", "INVALID_CUSTOMER_TYPE", "A customer is consumer or business.");
        };
        return new TaxProfile(place == null ? TaxPlace.country("") : place.read(), type, text(taxNumber), read);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private static @Nullable String said(String text) {
        return text.isEmpty() ? null : text;
    }
}
