package dialtone.usage.layout;

import dialtone.catalog.UsageType;
import java.util.Map;
import java.util.Optional;

/**
 * What makes a record of ours out of the values of a source's.
 *
 * @param type       that each word of the source for a type of use means
 * @param quantities one for each type that there can be
 * @param peerNumber how a called number is written; empty where peers stay as they are
 * @param visitedNetwork where the subscriber was; nothing where the source has records of use at home alone
 */
public record FieldRules(
        Value sequence,
        Value typeValue,
        Map<String, UsageType> type,
        Value msisdn,
        NumberRule number,
        Value startedAt,
        TimeRule time,
        Map<UsageType, Measure> quantities,
        Value peer,
        Optional<NumberRule> peerNumber,
        Value visitedNetwork) {
    public FieldRules {
        type = Map.copyOf(type);
        quantities = Map.copyOf(quantities);
    }
}
