package dialtone.billrun.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.rating.service.Contracts;
import dialtone.rating.service.Demo;
import dialtone.spending.service.Limits;
import dialtone.usage.RecordKey;
import dialtone.usage.service.Intake;
import dialtone.usage.service.Recycling;
import dialtone.usage.service.ReleaseRounds;
import dialtone.usage.service.ReleasedUsage;
import dialtone.usage.service.UsageRecycling;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Nine minutes at 0.09 EUR, of which a limit of 0.45 EUR lets five be charged and four wait. By agreement they cost 0.05 EUR each, and the node that has agreed on that is killed
 * before it rates the four.
 */
class ReleasedUseBillTest extends BilledLines {

    private final Limits limits = new Limits(database, "calls,Calls,line,voice,any,EUR,0.45,80 100,hold,2026-01-01,,");

    @Test
    void what_was_released_by_who_died_is_rated_a_minute_later() {
        agreed(1);
        assertThat(spent(1)).isEqualTo("0.25 EUR");
        new ReleaseRounds(recycling(Duration.ofSeconds(30))).round();
        assertThat(spent(1)).as("who has released it may be at it").isEqualTo("0.25 EUR");
        new ReleaseRounds(recycling(Duration.ofSeconds(61))).round();
        assertThat(spent(1)).isEqualTo("0.45 EUR");
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_SUSPENSION")).isZero();
        assertThat(database.count("SELECT COUNT(*) FROM USAGE_RELEASE")).isZero();
    }

    @Test
    void what_cannot_be_rated_holds_up_no_other_and_is_tried_again() {
        agreed(1);
        agreed(2);
        UsageRecycling recycling = recycling(Duration.ofMinutes(2));
        ReleaseRounds failing = new ReleaseRounds(new UsageRecycling() {
            @Override
            public List<ReleasedUsage> released() {
                return recycling.released();
            }

            @Override
            public List<String> waitingOf(Collection<String> accounts) {
                return recycling.waitingOf(accounts);
            }

            @Override
            public Step recycleNumber(String msisdn, Optional<RecordKey> after) {
                if (msisdn.equals(Demo.NUMBER)) {
                    throw new IllegalStateException("Broken");
                }
                return recycling.recycleNumber(msisdn, after);
            }

            @Override
            public void tried(ReleasedUsage released) {
                recycling.tried(released);
            }
        });
        assertThatThrownBy(failing::round).hasMessage("Broken");
        assertThat(spent(1)).isEqualTo("0.25 EUR");
        assertThat(spent(2)).isEqualTo("0.45 EUR");
        new ReleaseRounds(recycling).round();
        assertThat(spent(1)).isEqualTo("0.45 EUR");
    }

    private void agreed(int account) {
        lineOf(account);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            records.add((100 * account + i) + ",VOICE,49151000000" + account + ",2026-11-25T10:00:00Z,"
                    + (i == 0 ? 100 : 60) + ",4930123456");
        }
        new Intake(database, folder.resolve("of" + account), limits.reference()).take(records.toArray(String[]::new));
        Contracts.agreeUse(database, Demo.account(account), "calls", "2026-11-01", "", "0.05/60");
    }

    private String spent(int account) {
        return limits.standing(account).getFirst().spent().toString();
    }

    private UsageRecycling recycling(Duration later) {
        return Recycling.by(database, limits.reference(), Clock.offset(Demo.NOON, later));
    }
}
