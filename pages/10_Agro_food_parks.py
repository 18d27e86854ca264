"""Parks for food and farm products: which they are, how far their market is, and the model of hub and collection centres.

group: Learn
icon: :material/agriculture:
"""

from ipp_data.ui import agro, show
from ipp_data.ui.frame import frame

with frame(__file__):
    parks, model = show.tabs("Parks", "Hub and collection centres")
    if parks.open:
        with parks:
            agro.parks()
    if model.open:
        with model:
            agro.model()
