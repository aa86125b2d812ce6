"""The form as it is printed, and where on its pages everything stands."""
