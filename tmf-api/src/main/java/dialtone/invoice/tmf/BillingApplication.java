package dialtone.invoice.tmf;

import dialtone.platform.tmf.TmfErrorMapper;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What billing asks and delivers. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/billing/v1")
public class BillingApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                AccountRelationshipResource.class,
                AccountResource.class,
                ContractPriceResource.class,
                ContractUsePriceResource.class,
                MinimumCommitmentResource.class,
                SharedAllowanceResource.class,
                SpendingLimitResource.class,
                FavouriteNumberResource.class,
                SubscriptionResource.class,
                AdjustmentResource.class,
                BillRunResource.class,
                InvoiceDocumentResource.class,
                InvoiceResource.class,
                LedgerPeriodResource.class,
                PriceEstimateResource.class,
                PromotionResource.class,
                RebillResource.class,
                ReratingResource.class,
                TaxProfileResource.class,
                TrialBalanceResource.class,
                UsageFileResource.class,
                UsageRejectResource.class,
                UsageSuspensionResource.class,
                TmfErrorMapper.class);
    }
}
