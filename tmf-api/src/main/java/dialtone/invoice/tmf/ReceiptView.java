package dialtone.invoice.tmf;

import dialtone.base.Money;
import dialtone.ledger.Receipt;
import dialtone.platform.tmf.ReadOnly;
import dialtone.platform.tmf.ResourceJson;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.json.JsonNumber;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money received for a billing account, both ways.
 *
 * @param kind      payment or deposit
 * @param amount    in the account's currency, exact in its minor unit
 * @param reference of the bank or the till, once for an account
 */
@JsonbPropertyOrder({"billingAccount", "kind", "amount", "reference", "receivedAt"})
public record ReceiptView(
        @ReadOnly @Nullable String billingAccount,
        @Nullable String kind,
        @Nullable ReceivedView amount,
        @Nullable String reference,
        @ReadOnly @Nullable Instant receivedAt) {

    /** @param unit  ISO 4217 code
     *  @param value a number */
    @JsonbPropertyOrder({"unit", "value"})
    public record ReceivedView(
            @Nullable String unit, @Nullable JsonValue value) {

        static ReceivedView of(Money money) {
            return new ReceivedView(money.currency().getCurrencyCode(), ResourceJson.number(money.amount()));
        }

        /** @throws TmfRefusal MISSING, WRONG_CURRENCY, WRONG_TYPE, INVALID_AMOUNT, at the field {@code amount} */
        static Money read(@Nullable ReceivedView amount, Currency currency) {
            if (amount == null || amount.value() == null) {
                throw missing("amount.value");
            }
            if (amount.unit() == null) {
                throw missing("amount.unit");
            }
            if (!amount.unit().equals(currency.getCurrencyCode())) {
                throw TmfRefusal.at(
                        "amount.unit",
                        "WRONG_CURRENCY",
                        "The account's currency is " + currency.getCurrencyCode() + ".");
            }
            if (!(amount.value() instanceof JsonNumber number)) {
                throw TmfRefusal.at("amount.value", "WRONG_TYPE", "This has to be a number.");
            }
            try {
                return new Money(number.bigDecimalValue(), currency);
            } catch (ArithmeticException inexact) {
                throw TmfRefusal.at(
                        "amount.value", "INVALID_AMOUNT", "The amount has to be exact in the currency's minor unit.");
            }
        }
    }

    static ReceiptView of(Receipt receipt) {
        return new ReceiptView(
                receipt.account().value(),
                name(receipt.kind()),
                ReceivedView.of(receipt.amount()),
                receipt.reference(),
                receipt.receivedAt());
    }

    private static String name(Receipt.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** @throws TmfRefusal MISSING, UNKNOWN_KIND */
    Receipt.Kind kindRead() {
        if (kind == null) {
            throw missing("kind");
        }
        return Arrays.stream(Receipt.Kind.values())
                .filter(known -> name(known).equals(kind))
                .findFirst()
                .orElseThrow(() -> TmfRefusal.at("kind", "UNKNOWN_KIND", "The kind is one of payment, deposit."));
    }

    /** @throws TmfRefusal MISSING, WRONG_CURRENCY, WRONG_TYPE, INVALID_AMOUNT */
    Money amountRead(Currency currency) {
        return ReceivedView.read(amount, currency);
    }

    /** @throws TmfRefusal MISSING */
    String referenceRead() {
        if (reference == null) {
            throw missing("reference");
        }
        return reference;
    }

    static TmfRefusal missing(String field) {
        return TmfRefusal.at(field, "MISSING", "This is required.");
    }
}
