"""The pages that the bench compares with: nothing, and bare components. Never shows data of the product."""
