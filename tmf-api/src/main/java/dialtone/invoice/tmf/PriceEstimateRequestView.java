package dialtone.invoice.tmf;

import dialtone.catalog.UsageType;
import dialtone.platform.tmf.TmfRefusal;
import dialtone.rating.AssumedUse;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to know the price of.
 *
 * @param offerings      their ids; required
 * @param from           first day; required
 * @param months         bills that are asked for, 1 to 13; two where it is not said
 * @param usage          of each month, or of each cycle that the plan counts use in
 * @param billingAccount whose tax it would have
 * @param taxProfile     in place of an account
 * @param promotion      id of one whose coupon is told, whether the customer may have it or not
 */
@JsonbPropertyOrder({"offerings", "from", "months", "usage", "billingAccount", "taxProfile", "promotion"})
public record PriceEstimateRequestView(
        @Nullable List<String> offerings,
        @Nullable String from,
        @Nullable Integer months,
        @Nullable List<UseView> usage,
        @Nullable String billingAccount,
        @Nullable TaxProfileView taxProfile,
        @Nullable String promotion) {

    private static final int USUAL_MONTHS = 2;

    /**
     * @param type     voice, sms or data
     * @param zone     destination zone, as the prices name it, or favourites; absent for any other
     * @param band     time band; absent for any other
     * @param roaming  zone of the visited network; absent, or home, at home
     * @param quantity a number
     * @param unit     s, min, h; messages; B, kB, MB, GB, KiB, MiB, GiB
     * @param records  calls or sessions that make it up; one where it is not said, and each message by itself
     */
    @JsonbPropertyOrder({"type", "zone", "band", "roaming", "quantity", "unit", "records"})
    public record UseView(
            @Nullable String type,
            @Nullable String zone,
            @Nullable String band,
            @Nullable String roaming,
            @Nullable JsonValue quantity,
            @Nullable String unit,
            @Nullable Integer records) {

        AssumedUse read(String path) {
            UsageType read = Arrays.stream(UsageType.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(type))
                    .findFirst()
                    .orElseThrow(() -> TmfRefusal.at(
                            path + ".type", "UNKNOWN_USAGE_TYPE", "The type is one of voice, sms, data."));
            if (!(quantity instanceof JsonNumber number)) {
                throw TmfRefusal.at(path + ".quantity", "WRONG_TYPE", "This has to be a number.");
            }
            String of = unit == null ? "" : unit;
            if (read.units(BigDecimal.ONE, of).isEmpty()) {
                throw TmfRefusal.at(
                        path + ".unit",
                        "INVALID_UNIT",
                        "The unit is s, min or h of voice, messages of sms, B, kB, MB, GB, KiB, MiB or GiB of data.");
            }
            long units = read.units(number.bigDecimalValue(), of)
                    .orElseThrow(
                            () -> TmfRefusal.at(path + ".quantity", "INVALID_QUANTITY", "So much is used by nobody."));
            try {
                return new AssumedUse(read, said(zone), said(band), said(roaming), units, recordsRead(read, units));
            } catch (IllegalArgumentException beyond) {
                throw TmfRefusal.at(
                        path + ".quantity", "INVALID_QUANTITY", "So much is used by nobody, or so little in so many.");
            }
        }

        private static String said(@Nullable String name) {
            return name == null ? "" : name;
        }

        private long recordsRead(UsageType read, long units) {
            return records == null ? read == UsageType.SMS ? Math.max(1, units) : 1 : records;
        }
    }

    /** @throws TmfRefusal MISSING */
    List<String> offeringsRead() {
        if (offerings == null) {
            throw ReceiptView.missing("offerings");
        }
        return offerings;
    }

    /** @throws TmfRefusal MISSING, INVALID_DATE */
    LocalDate fromRead() {
        return Dates.day("from", from);
    }

    int monthsRead() {
        return months == null ? USUAL_MONTHS : months;
    }

    /** @throws TmfRefusal UNKNOWN_USAGE_TYPE, WRONG_TYPE, INVALID_UNIT, INVALID_QUANTITY */
    List<AssumedUse> usageRead() {
        List<AssumedUse> read = new ArrayList<>();
        for (UseView use : usage == null ? List.<UseView>of() : usage) {
            read.add(use.read("usage[" + read.size() + "]"));
        }
        return read;
    }
}
