package dialtone.platform.tmf;

import dialtone.assurance.tmf.AssuranceResource;
import dialtone.element.tmf.ElementResource;
import dialtone.element.tmf.FaultPolicyResource;
import dialtone.esim.tmf.EsimProfileResource;
import dialtone.event.tmf.SubscriptionDeliveryResource;
import dialtone.order.tmf.FalloutBatchResource;
import dialtone.order.tmf.FalloutTaskResource;
import dialtone.order.tmf.JeopardyTaskResource;
import dialtone.order.tmf.OrderPlanResource;
import dialtone.order.tmf.OrderPreviewResource;
import dialtone.order.tmf.ProcessMoveResource;
import dialtone.order.tmf.SwapCodeResource;
import dialtone.order.tmf.TermWaiverResource;
import dialtone.pool.tmf.DeviceReturnResource;
import dialtone.process.tmf.IncidentResource;
import dialtone.process.tmf.ProcessInstanceResource;
import dialtone.process.tmf.ProcessVersionResource;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What operations ask and do. Every resource is named here, for one archive holds several applications. */
@ApplicationPath("/ops/v1")
public class OpsApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(
                ProcessInstanceResource.class,
                ProcessVersionResource.class,
                ProcessMoveResource.class,
                IncidentResource.class,
                OrderPlanResource.class,
                OrderPreviewResource.class,
                SwapCodeResource.class,
                TermWaiverResource.class,
                FalloutTaskResource.class,
                FalloutBatchResource.class,
                JeopardyTaskResource.class,
                EsimProfileResource.class,
                DeviceReturnResource.class,
                SubscriptionDeliveryResource.class,
                ElementResource.class,
                AssuranceResource.class,
                FaultPolicyResource.class,
                StatusResource.class,
                TmfErrorMapper.class);
    }
}
